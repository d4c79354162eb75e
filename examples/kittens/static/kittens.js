// What the pages do beyond plain forms. Everything works without it.

const PREVIEW_HEIGHT = 288;

/** Shows the chosen picture before it is sent; drawn, because the page's policy loads pictures from its own site only. */
function previewPicture(input) {
  const canvas = document.createElement("canvas");
  canvas.className = "preview";
  canvas.hidden = true;
  input.after(canvas);
  input.addEventListener("change", async () => {
    const [file] = input.files;
    const picture = file?.type.startsWith("image/") ? await createImageBitmap(file).catch(() => null) : null;
    canvas.hidden = picture === null;
    if (picture === null) return;
    canvas.height = PREVIEW_HEIGHT;
    canvas.width = Math.round((picture.width / picture.height) * PREVIEW_HEIGHT);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  });
}

/** A visiting card for the clipboard, from what the page's own script knows about the profile. */
function offerCard(button, status, { name, motto, website }) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText([name, motto, website, location.href].filter(Boolean).join("\n"));
    status.textContent = "Copied. Paste it anywhere.";
  });
}

for (const input of document.querySelectorAll("input[type=file]")) previewPicture(input);

const share = document.getElementById("share");
if (share !== null && navigator.clipboard !== undefined && typeof profile === "object") {
  offerCard(share, document.getElementById("shared"), profile);
}
