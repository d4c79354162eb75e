/** What the pages of the corpus are rendered with: the data of a small site, as an application would hand it over. */
import { escapeHtml, type Markup } from "@ampoule/markup";
import { callable, createMarkup, createResourceUrl } from "@ampoule/markup/engine";
import { describe } from "../../src/index.ts";

type Data = Readonly<Record<string, unknown>>;

/** A URL of the application's own, as `url_for` gives it. */
function urlFor(endpoint: string, values: Data = {}): unknown {
  const { filename, path, ...rest } = values;
  const query = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(query.map(([name, value]) => [name, String(value)])).toString();
  const at = endpoint === "static" ? `/static/${String(filename ?? path ?? "")}` : `/${endpoint.replace(".", "/")}`;
  return createResourceUrl(search === "" ? at : `${at}?${search}`);
}

/** A field of a form as form libraries have it: its own HTML where it is called. */
function field(name: string, type: string, more: Data = {}): Data {
  const render = (_: readonly unknown[], attributes: ReadonlyMap<string, unknown>): Markup => {
    const written = Object.entries({ ...Object.fromEntries(attributes), name, type });
    const text = written.map(([key, value]) => ` ${key.replace(/_$/, "")}="${escapeHtml(String(value))}"`).join("");
    return createMarkup(`<input${text}>`);
  };
  const facts = { name, id: name, label: `The ${name}`, type: "StringField", errors: [], flags: { required: true } };
  return { ...facts, description: createMarkup("<i>help</i>"), ...more, [callable]: render };
}

const email = field("email", "email", { errors: ["is missing"] });
const password = field("password", "password", { flags: {} });
const remember = field("remember", "checkbox");
const form = {
  email,
  password,
  remember,
  fields: [email, password, remember],
  has_files: true,
  hidden_tag: () => createMarkup('<input type="hidden" name="csrf_token" value="abc">'),
};

/** `person` is what visitors are called: letters only, or with all that people have in their names. */
export function dataFor(person: string): Data {
  const user = {
    id: 7,
    name: person,
    email: "ann@example.org",
    phone: "+44-20",
    website: "https://ann.example/a?b=1",
    avatar: "/media/a.png",
    avatar_2x: "/media/a-2.png",
    bio: `I am ${person}.\nHello.`,
    bio_html: createMarkup("<p>I <em>am</em> &amp; so on</p>"),
    is_admin: true,
    is_authenticated: true,
    language: "de",
    timezone: "Europe/Berlin",
    role_ids: [1],
    gender: "x",
    birthday: "2000-01-02",
    progress: 40,
    color: "#c00",
    public: { id: 7, name: person, tags: ["a", "b"] },
  };
  const posts = [1, 2, 3].map((id) => ({
    id,
    title: `${person} writes ${id}`,
    slug: `post-${id}`,
    url: `/posts/${id}`,
    year: 2020 + (id % 2),
    author: user,
    body: `Some text.\nhttps://example.org/x and more of ${person}`,
    html: createMarkup("<p>Text &amp; <b>more</b></p>"),
    summary: createMarkup("<p>Summary</p>"),
    tags: ["one", "two words"],
    created: "2026-01-02",
    published: id === 1,
    cover: "/media/c.jpg",
    words: 100 * id,
    public: { id, title: `${person} writes ${id}` },
    comments: [{ id: 1, author: person, text: "first\nsecond", replies: [{ id: 2, author: "Bob", text: "reply" }] }],
  }));
  const link = (text: string, more: Data = {}): Data => ({
    text,
    title: text,
    href: `/${text}`,
    url: `/${text}`,
    icon: "home",
    attributes: { "data-n": text },
    ...more,
  });
  const line = { id: 4, name: person, n: 2, price: 9.5, url: "/p/4" };
  const option = { value: "v1", label: "One", count: 3 };
  const style = { primary: "#336699", bg: "white", radius: 4, breakpoint: 600, dark: true, angle: 45, header: 50 };
  return {
    user,
    current_user: user,
    u: user,
    users: [user, { ...user, id: 8, is_admin: false }],
    users_public: [user.public],
    page_props: { user: user.public, flag: true },
    posts,
    post: posts[0],
    all_tags: ["one", "two words"],
    tag_counts: [{ name: "one", count: 3, weight: 0.5 }],
    now: new Date(0),
    today: "2026-01-02",
    g: { locale: "en", dir: "rtl" },
    config: {
      SITE_NAME: "The Site",
      VERSION: "1.2.3",
      DEBUG: true,
      AUTOSAVE: true,
      MIN_PASSWORD: 8,
      MAX_SIZE: 1000,
      POLL: 500,
      GA_ID: "GA-123",
      CDN: "https://cdn.example",
      STRIPE_KEY: "pk_1",
      theme: {},
    },
    request: {
      endpoint: "index",
      path: "/here",
      url: "https://site.example/here",
      host: "https://site.example",
      referrer: "/back",
      id: "r1",
      args: { next: "/next", kind: "v1" },
    },
    providers: [{ name: "GitHub", color: "#333" }],
    form,
    field: {
      name: "f",
      multiple: true,
      size: 4,
      attrs: { class: "wide", title: person },
      groups: {
        G: [
          ["1", "One", true],
          ["2", person, false],
        ],
      },
    },
    errors: { title: "is missing" },
    error: { code: 500, name: "Oops", description: person, color: "ff0000", traceback: `at ${person}` },
    languages: { en: "English", de: "Deutsch" },
    timezones: ["Europe/Berlin", "UTC"],
    roles: [
      { id: 1, name: "editor", permissions: ["read"], locked: false },
      { id: 2, name: "owner", permissions: [], locked: true },
    ],
    permissions: ["read", "write"],
    accept: [".png", "image/jpeg"],
    notifications: [
      { id: 1, kind: "info", important: true, url: "/n", text: person, when: "2026-01-02" },
      { id: 2, read: true },
    ],
    pagination: {
      page: 2,
      pages: 9,
      total: 90,
      has_prev: true,
      has_next: true,
      prev_num: 1,
      next_num: 3,
      iter_pages: () => [1, 2, null, 9],
    },
    menu: [link("one", { active: true }), link("two", { external: true, badge: 3 })],
    navigation: [link("one", { active: true }), link("two")],
    messages_: [
      {
        text: person,
        role: "alert",
        actions: [
          { text: "Yes", value: "yes" },
          { text: "More", href: "/c" },
        ],
      },
    ],
    columns: [
      ["id", "Id"],
      ["name", "Name"],
      ["email", "E-mail"],
    ],
    rows_: [
      { id: 1, name: "Ann", email: "a@b.example" },
      { id: 2, name: "Bob", email: "b@b.example", deleted: true },
    ],
    sort: "name",
    filters: [
      {
        key: "name",
        width: 120,
        numeric: true,
        value: 3,
        op: "eq",
        ops: [
          ["eq", "equals"],
          ["lt", person],
        ],
      },
    ],
    filter_groups: { a: [1, 2] },
    active_filters: [["a", 1]],
    facets: { kind: [option, { ...option, value: "v2" }] },
    attrs_dict: { "data-name": person, disabled: true, class: "x" },
    cards: [
      { kind: "info", value: 12.34, unit: "%", label: person, percent: 12 },
      { kind: "warning", value: 1, unit: "", label: "b", percent: 5 },
    ],
    series: [
      { id: 1, name: "First", color: "#f00", points: [1, 2.5, 3], hidden: false },
      { id: 2, name: "Second", color: "blue", points: [], hidden: true },
    ],
    chart: { width: 400, height: 300, labels: ["a", "b"], type: "line", max: 10 },
    theme: { ...style, hero: "/media/h.jpg" },
    brand: { color: "#eee", font: "Georgia", logo: "/media/l.png" },
    bar_width: 30,
    tabs: [{ id: "a", title: "A", fields: { name: person, n: 1 } }],
    crumbs: [
      ["docs", "docs"],
      ["more", "docs/more"],
    ],
    files: [
      { name: "a b.txt", path: "docs/a b.txt", size: 2048 },
      { name: "dir", path: "dir", size: 0, dir: true },
    ],
    log: [{ level: "INFO", text: "started" }],
    product: {
      id: 9,
      name: person,
      price: 9.5,
      currency: "EUR",
      stock: 3,
      rating: 4,
      images: [
        {
          full: "/i/f.jpg",
          thumb: "/i/t.jpg",
          max: 600,
          sizes: [
            { url: "/i/1.jpg", w: 300 },
            { url: "/i/2.jpg", w: 600 },
          ],
        },
      ],
      variants: [
        { sku: "a-1", price: 3, stock: 0, name: "Red" },
        { sku: "a-2", price: 4, stock: 1, name: person, default: true },
      ],
    },
    products: [1, 2, 3, 4].map((id) => ({ id, slug: `p-${id}`, image: "/i/t.jpg", name: person })),
    cart: [line, { ...line, id: 5, name: "Bob" }],
    order: { id: "o-1", cents: 1900 },
    invoice: { number: "2026-1", state: "draft" },
    steps: [
      { id: "a", title: "A", done: true },
      { id: "b", title: "B", current: true },
      { id: "c", title: "C" },
    ],
    map: {
      id: "m1",
      width: "100%",
      height: "300px",
      lat: 1.5,
      lng: -2,
      zoom: 3,
      max_zoom: 9,
      tiles: "https://tiles.example/x.png",
      attribution: "© <a href='#'>x</a>",
    },
    markers: [{ id: 1, lat: 1, lng: 2, text: "Ann" }],
    room: { id: 3, name: "lobby", max: 5 },
    video: {
      id: "abc",
      title: person,
      start: 5,
      poster: "/v/p.jpg",
      autoplay: true,
      captions: "/v/c.vtt",
      sources: [{ src: "/v/a.webm", type: "video/webm" }],
    },
    embed_code: '<iframe src="x"></iframe>',
    toc: [
      {
        title: person,
        href: "/a",
        url: "/a",
        current: true,
        children: [{ title: "b", href: "/a#b", url: "/a#b", children: [] }],
      },
    ],
    weeks: [
      [
        {
          n: 1,
          date: "2026-01-01",
          current: true,
          today: true,
          events: [{ id: 1, title: person, color: "#abc", left: 10 }],
        },
        { n: 2, date: "2026-01-02", events: [] },
      ],
    ],
    api_routes: [{ id: "r1", method: "GET", rule: "/api", doc: person, example: { a: [1, "x"] } }],
    icons: [{ name: "house", box: "0 0 16 16", path: "M0 0h16v16z" }],
    srcs: [{ type: "image/webp", srcset: "/i/1.webp 300w, /i/2.webp 600w", sizes: "100vw", src: "/i/1.webp" }],
    hits: [{ url: "/h", anchor: "a1", title: person, snippet: createMarkup("a <mark>b</mark>") }],
    todos: [
      { id: 1, text: person, done: true },
      { id: 2, text: "b" },
    ],
    settings: { theme: "dark", size: 3 },
    collections: { news: posts },
    values: { day: 1 },
    flags: { a: true, b: null },
    eleventy: { generator: "Eleventy" },
    metadata: { language: "en", title: "Site" },
    extra_css: [urlFor("static", { filename: "a.css" })],
    extra_js: [urlFor("static", { filename: "a.js" })],
    sidebars: [createMarkup("<p>s</p>")],
    prev: link("prev"),
    body: createMarkup("<p>body</p>"),
    content: createMarkup("<p>content</p>"),
    heading: createMarkup("A <code>b</code>"),
    token: "tok-1",
    secret: "secret",
    qr_code: "iVBORw0KGgo=",
    backup_codes: ["a1", "b2"],
    confirm_url: "https://site.example/confirm/abc",
    unsubscribe_url: "https://site.example/u/abc",
    pixel_url: "https://site.example/p.gif",
    url_root: "./",
    url: "/one",
    link: "/to/there",
    tag: "news",
    suffix: ".html",
    has_source: true,
    campaign: "jan",
    subject: "News of the week",
    since: 12,
    retry: 30,
    level: 2,
    anchor: "part-1",
    current: "home",
    kind: "info",
    q: "cats",
    a: true,
    w: 12,
    h: 20,
    done: 30,
    total: 40,
    paper: "A4",
    margin: 2,
    gap: 1.5,
    columns_count: 3,
    ref: "list",
    row_id: 3,
    row_class: "odd",
    table_id: "users",
    order_column: 1,
    order_dir: "asc",
    page_length: 25,
    per_page: 20,
    editable: true,
    hideBanner: true,
    siteName: "The Site",
    fieldId: "upload",
    describedBy: "hint",
    multiple: true,
    buildId: "b1",
    alt: person,
    label: "build",
    id: 5,
    title: "Title",
    bodyAttributes: { "data-page": "home" },
    bodyClasses: "wide",
    themeColor: "#0b0c0c",
    cspNonce: "abc",
  };
}

/** Functions that applications have as globals. */
export const globals: Readonly<Record<string, unknown>> = {
  url_for: urlFor,
  asset: (path: string) => createResourceUrl(`/assets/${path}`),
  pathto: (page: string, isFile?: number) => (isFile ? `../${page}` : `${page}.html`),
  static_files: { versioned: (file: string) => `/static/${file}?v=${file.length}` },
  csrf_token: () => "tok123",
  get_flashed_messages: describe(
    (withCategories: boolean) =>
      withCategories
        ? [
            ["error", "Not <so> good"],
            ["success", "Saved"],
          ]
        : ["Saved"],
    { params: ["with_categories"] },
  ),
};
