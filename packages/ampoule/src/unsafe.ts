/** `ampoule/unsafe`: the only way to assert that a string is safe. Every import of it is listed by `ampoule check`. @module */
export * from "@ampoule/markup/unsafe";
