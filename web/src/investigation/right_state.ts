import { RIGHT_STATES } from '../map/layers/rights';

/** Returns the state that a cadastre's code of a right stands for; `null` for others. */
export function rightState(code: string): keyof typeof RIGHT_STATES | null {
  const wanted = code.trim().toUpperCase();
  const known = Object.entries(RIGHT_STATES).find(([, codes]) => (codes as readonly string[]).includes(wanted));
  return (known?.[0] as keyof typeof RIGHT_STATES | undefined) ?? null;
}
