import type { Role } from '../api/contract';

/** As the server has it: those who decide on cases and those who work on their facts. */
const INVESTIGATORS: readonly Role[] = ['prosecutor', 'analyst'];

/** Says whether a reader of `role` may see what points at holders; the server decides. */
export function isInvestigator(role: Role | undefined): boolean {
  return role !== undefined && INVESTIGATORS.includes(role);
}
