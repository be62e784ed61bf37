import { Injectable } from '@nestjs/common';
import { ForgottenFiles, type ForgottenCounts } from './forgotten-files.js';

/** What the last look at the Document Server found of saves that it could not deliver. */
@Injectable()
export class ShowForgottenFiles {
  constructor(private readonly files: ForgottenFiles) {}

  execute(): ForgottenCounts {
    return this.files.last;
  }
}
