/** `ampoule/unsafe`: the only way to assert that a string is safe. A search for its imports finds every use. @module */
export * from "@ampoule/markup/unsafe";
