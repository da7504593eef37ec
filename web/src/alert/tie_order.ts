/** Ties in the order of reading: what holds the site whole, what holds a part, what is near. */
const ORDER = ['within', 'overlaps', 'near'];

function rank(relation: string): number {
  const at = ORDER.indexOf(relation);
  return at === -1 ? ORDER.length : at;
}

/** What a site touches says more than its district, which everything lies in. */
function plain(kind: string): number {
  return kind === 'district' ? 1 : 0;
}

interface Ordered {
  kind: string;
  relation: string;
  share: number;
  distance_m: number;
}

/** Returns ties touched before those near, larger shares and shorter distances first. */
export function byRelation<T extends Ordered>(ties: T[]): T[] {
  return [...ties].sort((a, b) => {
    const touched = Number(rank(a.relation) > 1) - Number(rank(b.relation) > 1);
    return touched || plain(a.kind) - plain(b.kind) || b.share - a.share || a.distance_m - b.distance_m;
  });
}

/** Kinds of layer whose features have a holder: a river without one lacks nothing. */
const HELD = ['mining_right', 'reinfo', 'other'];

/** Says whether a feature of this kind could state a holder. */
export function canBeHeld(kind: string): boolean {
  return HELD.includes(kind);
}

/** Returns the ties that a headline names: touched, and more than a district; at most `most`. */
export function headlineTies<T extends Ordered>(ties: T[], most: number): T[] {
  const touched = byRelation(ties).filter(({ kind, relation }) => relation !== 'near' && kind !== 'district');
  return touched.slice(0, most);
}

/** Returns the name of the district that holds most of the site; `null` where none is known. */
export function districtOf(ties: (Ordered & { name: string })[]): string | null {
  const own = ties.filter(({ kind, relation }) => kind === 'district' && relation !== 'near');
  return byRelation(own)[0]?.name ?? null;
}
