/** Which findings the reader wants, kept in the address, and the order in which they are told. */
import type { ProductionFinding } from '../api/contract';

export type Kind = ProductionFinding['kind'];
export const KINDS: readonly Kind[] = ['declared_without_working', 'working_without_declaration'];

export interface Wanted {
  /** `null`: both. */
  kind: Kind | null;
  /** Only what could be observed. */
  observed: boolean;
}

/** Reads what is wanted from an address; what makes no sense is left out. */
export function readWanted(query: URLSearchParams): Wanted {
  const kind = KINDS.find((each) => each === query.get('kind')) ?? null;
  return { kind, observed: query.get('observed') === '1' };
}

type Told = Pick<ProductionFinding, 'kind' | 'not_observable'>;

/** Says whether a finding tells something that could be seen. */
export function isObserved({ not_observable }: Told): boolean {
  return not_observable === null;
}

/** Returns how many findings of each kind pass the rest of the filter. */
export function countsOf(findings: readonly Told[], observed: boolean): Record<Kind, number> {
  const of = (kind: Kind) =>
    findings.filter((one) => one.kind === kind && (!observed || isObserved(one))).length;
  return {
    declared_without_working: of('declared_without_working'),
    working_without_declaration: of('working_without_declaration'),
  };
}

/**
 * Returns the wanted findings of each kind that has any. What could be observed comes first;
 * otherwise the server's order stays: most gold, then most ground.
 */
export function grouped<T extends Told>(findings: readonly T[], wanted: Wanted): { kind: Kind; findings: T[] }[] {
  return KINDS.filter((kind) => wanted.kind === null || wanted.kind === kind)
    .map((kind) => {
      const of = findings.filter((one) => one.kind === kind);
      const hidden = wanted.observed ? [] : of.filter((one) => !isObserved(one));
      return { kind, findings: [...of.filter(isObserved), ...hidden] };
    })
    .filter(({ findings }) => findings.length > 0);
}

/** Returns the ground of all workings inside the right, in hectares. */
export function workedHa({ workings }: Pick<ProductionFinding, 'workings'>): number {
  return workings.reduce((sum, { area_ha }) => sum + area_ha, 0);
}
