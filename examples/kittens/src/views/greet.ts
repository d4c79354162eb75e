import { Blueprint } from "ampoule";

/** A view without a template. Careless: whatever the name is, it goes into the answer. */
export function greet(): Blueprint {
  const greet = new Blueprint("greet");

  greet.get("/greet", { name: "hello" }, (c) => {
    const name = c.request.query.get("name") ?? "stranger";
    return "Meow, " + name + "! Do come in.";
  });

  return greet;
}
