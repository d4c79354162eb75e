/** `ampoule/templates`: the template engine by itself. @module */
export * from "@ampoule/templates";
