import { serve } from "ampoule/node";
import { createApp } from "./app.ts";

const port = Number(process.env["PORT"] ?? 3000);
const app = createApp({
  secretKey: process.env["SECRET_KEY"],
  origin: process.env["ORIGIN"] ?? `http://127.0.0.1:${port}`,
});
const server = await serve(app, { port });
console.log(`Listening on ${server.url}`);
