export const FAULTS = ['lost', 'truncated', 'flipped', 'swapped', 'replayed', 'planted'] as const;
export type Fault = (typeof FAULTS)[number];

export interface ChaosFigures {
  readonly faults: Record<Fault, number>;
  injected: number;
  detected: number;
  /** Marked bad though nobody touched them. */
  falseAlarms: number;
  /** Within m per object. */
  repairedBitExact: number;
  notRepaired: number;
  /** Written anew though nobody had touched them. */
  falseRepairs: number;
  /** Objects with more than m faults. */
  beyond: { objects: number; reported: number; rebuiltFromParts: number; silent: number };
  /** Whole versions planted under ids of their own. */
  plantedVersions: { planted: number; reportedAsStrays: number; collected: number };
  readable: number;
  rounds: number;
}

export const noFigures = (): ChaosFigures => ({
  faults: { lost: 0, truncated: 0, flipped: 0, swapped: 0, replayed: 0, planted: 0 },
  injected: 0,
  detected: 0,
  falseAlarms: 0,
  repairedBitExact: 0,
  notRepaired: 0,
  falseRepairs: 0,
  beyond: { objects: 0, reported: 0, rebuiltFromParts: 0, silent: 0 },
  plantedVersions: { planted: 0, reportedAsStrays: 0, collected: 0 },
  readable: 0,
  rounds: 0,
});
