import type { SearchResult } from '../api/contract';

/** The place last picked in the search box; the map goes there and asks what is there. */
class PlaceSought {
  place = $state.raw<SearchResult | null>(null);
}

export const sought = new PlaceSought();
