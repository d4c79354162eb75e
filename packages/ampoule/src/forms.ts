/** `ampoule/forms`: forms with validation. @module */
export * from "@ampoule/forms";
