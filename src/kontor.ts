import 'reflect-metadata';
import { auditCommand } from './command-line/audit.command.js';
import { doctorRound } from './command-line/doctor-round.js';
import { doctorCommand } from './command-line/doctor.command.js';
import { migrateDatabaseCommand } from './command-line/migrate-database.command.js';
import { recoverCommand } from './command-line/recover.command.js';
import { reindexCommand } from './command-line/reindex.command.js';
import { runOwnCommandLine } from './command-line/run-command-line.js';
import type { Terminal } from './command-line/terminal.js';
import { settingsCommand } from './command-line/settings.command.js';
import { storageCommand } from './command-line/storage.command.js';
import { userCommand } from './command-line/user.command.js';
import { clientCommand } from './command-line/client.command.js';
import { groupCommand } from './command-line/group.command.js';
import { webhookCommand } from './command-line/webhook.command.js';
import { recover } from './storage/recovery/recover.file.js';

const commands = [
  userCommand,
  auditCommand,
  clientCommand,
  groupCommand,
  webhookCommand,
  (terminal: Terminal) => doctorCommand(terminal, doctorRound),
  migrateDatabaseCommand,
  (terminal: Terminal) => recoverCommand(terminal, recover),
  settingsCommand,
  storageCommand,
  reindexCommand,
];

process.exitCode = await runOwnCommandLine(process.argv.slice(2), commands);
