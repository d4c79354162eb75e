import type { KittenName } from "../pictures/album.ts";

/** The account that `npm start` prints, and that the attacks aim at. */
export const DEMO = { name: "minka", password: "warm-milk-at-six" } as const;

export interface Person {
  readonly name: string;
  readonly motto: string;
  readonly about: string;
  readonly website: string;
  readonly colour: string;
}

export const PEOPLE: readonly Person[] = [
  {
    name: DEMO.name,
    motto: "Five minutes more",
    about: "Found in a shoe, stayed for the tuna.\nI supervise the household from the top of the fridge.",
    website: "https://en.wikipedia.org/wiki/Tabby_cat",
    colour: "#e0853c",
  },
  {
    name: "otto",
    motto: "If I fits, I sits",
    about: "Architect. My buildings are brown, square and open at the top.",
    website: "https://en.wikipedia.org/wiki/Box",
    colour: "#7f8aa3",
  },
  {
    name: "luna",
    motto: "Awake when you are not",
    about: "I run the night shift: moths, shadows, the top shelf at four in the morning.",
    website: "",
    colour: "#9272b0",
  },
  {
    name: "earl",
    motto: "Milk first, then the tea",
    about: "Of the Earl Grey family. Dinner is at six; I shall remind you from four.",
    website: "",
    colour: "#5b9d97",
  },
  {
    name: "mocha",
    motto: "This sofa is taken",
    about: "Professional sitter. Sofas, laps, keyboards, open books.",
    website: "",
    colour: "#b08a62",
  },
  {
    name: "pixel",
    motto: "jkkkkkkkkkkk;;",
    about: "I walk on keyboards so that you need not.",
    website: "",
    colour: "#d9a441",
  },
];

export interface Said {
  readonly who: string;
  /** How long before the seeding. */
  readonly minutesAgo: number;
  readonly text: string;
  readonly picture?: { readonly kitten: KittenName; readonly caption: string };
  readonly textFile?: { readonly name: string; readonly content: string };
}

const HOUR = 60;
const DAY = 24 * HOUR;

export const SAID: readonly Said[] = [
  {
    who: "minka",
    minutesAgo: 12,
    text: "I have found the wool. All of it.",
    picture: { kitten: "marmalade", caption: "The wool never stood a chance" },
  },
  {
    who: "otto",
    minutesAgo: 55,
    text: "New house. Two rooms: inside and outside.\nI shall be in whichever you are not.",
    picture: { kitten: "domino", caption: "Mind the flaps" },
  },
  {
    who: "pixel",
    minutesAgo: 2 * HOUR,
    text: "sssssssssssssss\\\\\\\\\\]]]]\n\n(She went to make coffee. I answered her mail.)",
  },
  {
    who: "luna",
    minutesAgo: 7 * HOUR,
    text: "The moon is a lamp that nobody can knock over. I have tried for an hour.",
    picture: { kitten: "figaro", caption: "Night shift" },
  },
  {
    who: "earl",
    minutesAgo: 11 * HOUR,
    text: "One does not spill. One redistributes.",
    picture: { kitten: "earl", caption: "Tea is served, and so am I" },
  },
  {
    who: "minka",
    minutesAgo: DAY + 3 * HOUR,
    text: "My grandmother's recipe, for whoever asked. Serves one.",
    textFile: {
      name: "fish-soup.txt",
      content: [
        "FISH SOUP, SERVES ONE",
        "",
        "1 fish (the one on the counter)",
        "1 human, looking away",
        "",
        "1. Wait.",
        "2. Keep waiting. Look asleep.",
        "3. Now.",
        "4. There is no soup.",
        "",
      ].join("\n"),
    },
  },
  {
    who: "mocha",
    minutesAgo: DAY + 9 * HOUR,
    text: "Minutes of today's meeting: the sofa is mine. Carried, with one vote.",
    picture: { kitten: "mocha", caption: "Meeting adjourned" },
  },
  {
    who: "luna",
    minutesAgo: 2 * DAY,
    text: "Met a calico in the garden. She hunts flowers and is very good at it: they never see her coming.",
    picture: { kitten: "patches", caption: "Patches, mid-hunt" },
  },
  {
    who: "pixel",
    minutesAgo: 3 * DAY,
    text: "Do not wake this one. Deploying on a Friday takes it out of a cat.",
    picture: { kitten: "biscuit", caption: "Zero tickets open" },
  },
  {
    who: "otto",
    minutesAgo: 4 * DAY,
    text: "It is snowing and somebody put flags up for it.",
    picture: { kitten: "cloud", caption: "Winked at the photographer" },
  },
];
