/** Numbers as degrees in words: message ids, so that both languages say the same. */

export type Certainty = 'very-likely' | 'likely' | 'possible' | 'unlikely';

/** Returns how sure a probability of 0–1 is; the number is always shown beside the word. */
export function certaintyOf(probability: number): Certainty {
  if (probability >= 0.9) return 'very-likely';
  if (probability >= 0.7) return 'likely';
  if (probability >= 0.4) return 'possible';
  return 'unlikely';
}

export type Weight = 'much' | 'some' | 'little' | 'fact';

/** Returns how much a contribution (log-odds) weighs; below 0.05 it is a plain fact. */
export function weightOf(contribution: number): Weight {
  const size = Math.abs(contribution);
  if (size < 0.05) return 'fact';
  if (size >= 1.5) return 'much';
  return size >= 0.5 ? 'some' : 'little';
}

/** Returns each bar's length as a share (0–1) of the largest contribution. */
export function barShares(contributions: number[]): number[] {
  const largest = Math.max(...contributions.map(Math.abs), 0);
  return contributions.map((each) => (largest === 0 ? 0 : Math.abs(each) / largest));
}

/** Splits a share of clear views: how far the "not observable" part goes. */
export type Observed = 'well' | 'partly' | 'hardly';

/** Returns how well a place was observed, from its share of clear views (0–1). */
export function observedOf(share: number): Observed {
  if (share >= 0.6) return 'well';
  return share >= 0.25 ? 'partly' : 'hardly';
}
