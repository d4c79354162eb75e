/** The visit on Workers: its journal is the answer to every request. */

// Written by the test, beside the bundle.
import { templates } from "ampoule-hosts:templates";
import { PrecompiledLoader } from "ampoule/templates";
import { createApp } from "./app.ts";
import { visit } from "./visit.ts";

const worker: { fetch(): Promise<Response> } = {
  async fetch() {
    return Response.json(await visit(createApp(new PrecompiledLoader(templates))));
  },
};

export default worker;
