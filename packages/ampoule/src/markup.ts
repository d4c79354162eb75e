/** `ampoule/markup`: safe strings, escaping, and the `html` literal. @module */
export * from "@ampoule/markup";
