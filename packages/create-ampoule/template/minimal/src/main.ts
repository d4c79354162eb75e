import { App, html } from "ampoule";
import { serve } from "ampoule/node";

const app = new App({
  secretKey: process.env["SECRET_KEY"],
  origin: "http://127.0.0.1:3000",
});

app.get("/hello/<name>", (c) => html`<h1>Hello, ${c.params.name}!</h1>`);

const server = await serve(app, { port: 3000 });
console.log(`Try ${server.url}/hello/world`);
