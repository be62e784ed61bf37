import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { IS_PUBLIC } from '../../platform/http/public.js';
import type { DesktopAction } from './desktop-action.js';
import { DESKTOP_ROUTE } from './desktop-route.js';
import { DesktopGuard } from './desktop.guard.js';

/**
 * For routes that desktop programs call: besides people's own credentials they take tokens of these actions,
 * for the documents in them. `DesktopGuard` denies everybody else, in place of the global guard.
 */
export const DesktopRoute = (...actions: DesktopAction[]) =>
  applyDecorators(
    SetMetadata(IS_PUBLIC, true),
    SetMetadata(DESKTOP_ROUTE, actions),
    UseGuards(DesktopGuard),
    ApiBearerAuth(),
  );
