// Copying and sharing a link. What is said stands beside it, for the eye and for the screen reader.
const tell = (link, text) => { link.querySelector(".link__said").textContent = text; };
addEventListener("click", async ({ target }) => {
  const button = target.closest?.(".link__copy, .link__share");
  if (!button) return;
  const link = button.closest(".link"), field = link.querySelector(".link__field");
  if (button.matches(".link__share")) {
    navigator.share({ title: button.dataset.title, url: field.value }).catch(() => {});
    return;
  }
  field.select();
  const done = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
  tell(link, done ? button.dataset.done : button.dataset.press);
});
const show = () => {
  if (!navigator.share) return;
  for (const button of document.querySelectorAll(".link__share")) button.hidden = false;
};
show();
addEventListener("greenroom:parts", show);
