((d, w) => {
  const early = w.greenroomEarly, client = d.getElementById("client");
  let late;
  const come = () => { clearTimeout(late); if (client.content.firstChild) d.body.append(client.content); };
  if (!early) return come();
  late = setTimeout(come, 3000);
  early.tried.then(come);
})(document, window);
