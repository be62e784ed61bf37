import type { SignIn, SignInInput } from './sign-in.use-case.js';
import type { SignIns } from './sign-ins.js';
import { TOKEN_LIFETIME_SECONDS } from './tokens.js';

export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** Signs somebody in and hands out a bearer token. */
export class IssueToken {
  constructor(
    private readonly signIn: SignIn,
    private readonly signIns: SignIns,
  ) {}

  async execute(input: SignInInput): Promise<IssuedToken> {
    const account = await this.signIn.execute(input);
    const token = await this.signIns.begin('bearer', account);
    return { token, expiresInSeconds: TOKEN_LIFETIME_SECONDS };
  }
}
