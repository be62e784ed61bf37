import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { recipientSchema } from './identity.schema.js';
import { ShowRecipient } from './show-recipient.use-case.js';

@ApiTags('People and tokens')
@ApiBearerAuth()
@Controller('api/people')
export class RecipientController {
  constructor(private readonly show: ShowRecipient) {}

  @ApiOperation({ summary: "A person's public key; 404 for people without one" })
  @ApiOkResponse({ standardSchema: recipientSchema })
  @Get(':username/recipient')
  async read(@Param('username') username: string) {
    return this.show.execute(username);
  }
}
