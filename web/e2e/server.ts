import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The binary under test. */
export function binary(): string {
  const path = process.env.VIGIA_BIN;
  if (!path) throw new Error('VIGIA_BIN must name the vigia binary; scripts/web-e2e sets it.');
  return path;
}

/** Runs `vigia` to its end; throws with what it printed if it fails. */
export function vigia(...args: string[]): string {
  const done = spawnSync(binary(), args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  if (done.status !== 0) {
    throw new Error(`vigia ${args.join(' ')} ended with ${done.status}:\n${done.stdout}\n${done.stderr}`);
  }
  return done.stdout;
}

/** Writes a new password to a file in `folder`, for `addPerson`. */
export function newPassword(folder: string): { password: string; file: string } {
  const password = randomBytes(12).toString('hex');
  const file = join(folder, 'password');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return { password, file };
}

interface Person {
  username: string;
  name: string;
  role?: 'prosecutor' | 'analyst' | 'field' | 'admin';
}

/** Adds a person, a prosecutor where no role is given, to a workspace that no server holds. */
export function addPerson(workspace: string, { username, name, role = 'prosecutor' }: Person, file: string): void {
  vigia('user', 'add', username, '--role', role, '--name', name, '--password-file', file, '-w', workspace);
}

export interface Server {
  url: string;
  stop(): Promise<void>;
}

/** Starts `vigia serve` on a free port and waits for the address that it prints. */
export function serve(workspace: string, ...more: string[]): Promise<Server> {
  const args = ['serve', '-w', workspace, '--listen', '127.0.0.1:0', ...more];
  const child: ChildProcess = spawn(binary(), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /https?:\/\/[\d.]+:\d+/.exec(said)?.[0];
      if (url) resolve({ url, stop });
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`vigia serve ended with ${code}:\n${said}`)));
  });
}
