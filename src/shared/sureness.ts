/** A percentage says little to somebody who never saw another. `confidence` is 0–1. */
export const sureness = (confidence: number): 'little' | 'rather' | 'very' =>
  confidence < 0.6 ? 'little' : confidence < 0.85 ? 'rather' : 'very';
