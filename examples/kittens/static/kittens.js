// What the pages do beyond plain forms. Everything works without it.

/** Shows the chosen picture before it is sent. */
function previewPicture(input) {
  const frame = document.createElement("img");
  frame.alt = "";
  frame.hidden = true;
  frame.className = "preview";
  input.after(frame);
  input.addEventListener("change", () => {
    URL.revokeObjectURL(frame.src);
    const [file] = input.files;
    frame.hidden = file === undefined || !file.type.startsWith("image/");
    if (!frame.hidden) frame.src = URL.createObjectURL(file);
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
