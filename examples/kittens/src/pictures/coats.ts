import { type Colour, rgb } from "./canvas.ts";

export type Markings = "plain" | "tabby" | "tuxedo" | "calico" | "points";

/** What a kitten wears. */
export interface Coat {
  readonly fur: Colour;
  /** The fur in the shadow, at the edges. */
  readonly shade: Colour;
  /** Stripes, patches, mask. */
  readonly mark: Colour;
  /** Muzzle, chest and paws. */
  readonly pale: Colour;
  readonly eyes: Colour;
  readonly nose: Colour;
  readonly markings: Markings;
}

const PINK = rgb("#e58f8f");

export const COATS = {
  ginger: {
    fur: rgb("#f0a35a"),
    shade: rgb("#cf6f2c"),
    mark: rgb("#c9652a"),
    pale: rgb("#fff1dc"),
    eyes: rgb("#6fa35c"),
    nose: PINK,
    markings: "tabby",
  },
  silver: {
    fur: rgb("#b9bcc6"),
    shade: rgb("#80859a"),
    mark: rgb("#646a80"),
    pale: rgb("#f1f1f4"),
    eyes: rgb("#e0a63a"),
    nose: PINK,
    markings: "tabby",
  },
  tuxedo: {
    fur: rgb("#3b3542"),
    shade: rgb("#1f1b28"),
    mark: rgb("#fbf6ee"),
    pale: rgb("#fbf6ee"),
    eyes: rgb("#c9c04a"),
    nose: rgb("#d98c94"),
    markings: "tuxedo",
  },
  calico: {
    fur: rgb("#fbf3e6"),
    shade: rgb("#d8c3ab"),
    mark: rgb("#e0853c"),
    pale: rgb("#fffaf2"),
    eyes: rgb("#5f9aa8"),
    nose: PINK,
    markings: "calico",
  },
  siamese: {
    fur: rgb("#f3e4cd"),
    shade: rgb("#cdb08c"),
    mark: rgb("#5b4238"),
    pale: rgb("#fbf1e0"),
    eyes: rgb("#4f97cf"),
    nose: rgb("#7c5348"),
    markings: "points",
  },
  blue: {
    fur: rgb("#8793a8"),
    shade: rgb("#5b667e"),
    mark: rgb("#5b667e"),
    pale: rgb("#a5b0c2"),
    eyes: rgb("#e2952f"),
    nose: rgb("#6d6f86"),
    markings: "plain",
  },
  midnight: {
    fur: rgb("#37324b"),
    shade: rgb("#1a1729"),
    mark: rgb("#1a1729"),
    pale: rgb("#453f5c"),
    eyes: rgb("#f0c94c"),
    nose: rgb("#5d5573"),
    markings: "plain",
  },
  snow: {
    fur: rgb("#fffaf3"),
    shade: rgb("#cfc7d8"),
    mark: rgb("#e9dff0"),
    pale: rgb("#ffffff"),
    eyes: rgb("#62a9d8"),
    nose: PINK,
    markings: "plain",
  },
} as const satisfies Record<string, Coat>;

export type CoatName = keyof typeof COATS;
