"use strict";
// The rows are data, and what is drawn of them is one page of the table, made of
// text nodes: a cell can't become markup.
(() => {
  const ROW = 0, STATUS = 2, EMAIL = 3, PHONE = 5, AUTH = 7, CODES = 8, MESSAGES = 9, CHANGED = 10, DROPPED = 11, NOTES = 12, REPAIRS = 13;
  const PAGE = 100;        // rows drawn at a time
  const PRINTED = 1000;    // rows drawn for a printer
  const $ = (id) => document.getElementById(id);
  const rows = JSON.parse($("data").textContent);
  const body = $("body"), table = $("table");
  const statuses = [...document.querySelectorAll(".legend li")].map((li) => ({
    name: li.dataset.status, count: Number(li.dataset.count), persons: Number(li.dataset.persons || 0),
  }));
  const persons = new Set(statuses.filter((s) => s.persons).map((s) => s.name));
  const needsPerson = (r) => persons.has(r[STATUS]) && !(r[STATUS] === "skipped" && r[MESSAGES] && r[MESSAGES][0].startsWith("not tried: --limit "));
  const rank = new Map(statuses.map((s, i) => [s.name, i]));
  const format = new Intl.NumberFormat("en-US");

  const want = { person: false, statuses: new Set(), noted: false, dropped: false, code: "", text: "" };
  const sorting = { column: -1, descending: false };
  let order = rows.map((_, i) => i);   // of all rows, as sorted
  let shown = order;                   // those that match, in that order
  let first = 0;                       // of the page, in shown

  // Drawing

  function element(name, className, ...children) {
    const e = document.createElement(name);
    if (className) e.className = className;
    e.append(...children);
    return e;
  }

  // breakable lets a narrow cell break a code after its underscores.
  const breakable = (code) => code.split("_").flatMap((word, i) => i ? ["_", element("wbr"), word] : [word]);

  // draw makes what the template "row" makes.
  function draw(r) {
    const tr = element("tr");
    for (let c = ROW; c <= AUTH; c++) {
      const td = element("td");
      const at = c === EMAIL ? r[c].lastIndexOf("@") + 1 : 0;
      if (c === STATUS) td.append(element("span", "st " + r[c], r[c]));
      else if (at) td.append(r[c].slice(0, at), element("wbr"), r[c].slice(at));
      else if (r[c] !== "") td.append(String(r[c]));
      tr.append(td);
    }
    tr.append(element("td", "", ...(r[CODES] || []).map((code) => element("p", "", ...breakable(code)))));
    const message = element("td", "", ...(r[MESSAGES] || []).map((text) => element("p", "", text)));
    for (const [field, before, after] of r[CHANGED] || []) {
      message.append(element("p", "change", element("b", "", field), " ", element("del", "", before), " → ", element("ins", "", after)));
    }
    if (r[DROPPED]) message.append(element("p", "tag", element("b", "", "dropped"), " " + r[DROPPED].join(", ")));
    for (const note of r[NOTES] || []) message.append(element("p", "tag", element("b", "", "warning"), " " + note));
    for (const note of r[REPAIRS] || []) message.append(element("p", "tag", element("b", "", "repaired"), " " + note));
    tr.append(message);
    return tr;
  }

  function show(from, size) {
    const page = document.createDocumentFragment();
    for (const i of shown.slice(from, from + size)) page.append(draw(rows[i]));
    if (!shown.length) {
      const td = element("td", "", rows.length ? "No row matches." : "There are no rows.");
      td.colSpan = 10;
      page.append(element("tr", "none", td));
    }
    body.replaceChildren(page);
  }

  // found says how many rows match, and what; a printed page has no other trace
  // of the filters.
  function found() {
    const noun = rows.length === 1 ? " row" : " rows";
    if (!filtered()) return format.format(rows.length) + noun;
    const what = [want.person && "needs a person", ...want.statuses, want.dropped && "dropped fields", want.noted && "warnings",
      want.code, want.text.trim() && "“" + want.text.trim() + "”"].filter(Boolean);
    return format.format(shown.length) + " of " + format.format(rows.length) + noun + ": " + what.join(", ");
  }

  function render() {
    show(first, PAGE);
    $("shown").textContent = found();
    $("clear").hidden = !filtered();
    for (const chip of $("chips").children) chip.setAttribute("aria-pressed", chip.pressed());
    drawPager();
  }

  // Filtering

  // fold lets "muller" find "Müller".
  const fold = (s) => /[^\x00-\x7f]/.test(s) ? s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "") : s.toLowerCase();
  const haystacks = new Array(rows.length);
  const haystack = (i) => haystacks[i] ??= fold(rows[i].flat(2).join("\n"));
  const filtered = () => want.person || want.statuses.size > 0 || want.noted || want.dropped || want.code !== "" || want.text.trim() !== "";

  function filter() {
    const terms = fold(want.text).split(/\s+/).filter(Boolean);
    shown = !filtered() ? order : order.filter((i) => {
      const r = rows[i];
      return (!want.statuses.size || want.statuses.has(r[STATUS]))
        && (!want.person || needsPerson(r))
        && (!want.noted || r[NOTES]) && (!want.dropped || r[DROPPED])
        && (!want.code || (r[CODES] && r[CODES].includes(want.code)))
        && terms.every((t) => haystack(i).includes(t));
    });
    first = 0;
    render();
  }

  function addChip(pressed, toggle, ...label) {
    const chip = element("button", "", ...label);
    chip.type = "button";
    chip.pressed = pressed;
    chip.addEventListener("click", () => { toggle(); filter(); });
    $("chips").append(chip);
  }

  function addChips() {
    const sum = statuses.reduce((n, s) => n + s.persons, 0);
    if (sum) addChip(() => want.person, () => { want.person = !want.person; }, "needs a person", element("b", "", format.format(sum)));
    for (const s of statuses) {
      addChip(() => want.statuses.has(s.name), () => { want.statuses.delete(s.name) || want.statuses.add(s.name); },
        element("span", "st " + s.name, s.name), element("b", "", format.format(s.count)));
    }
    for (const [key, column, label] of [["dropped", DROPPED, "dropped fields"], ["noted", NOTES, "warnings"]]) {
      const n = rows.reduce((n, r) => n + (r[column] ? 1 : 0), 0);
      if (n) addChip(() => want[key], () => { want[key] = !want[key]; }, label, element("b", "", format.format(n)));
    }
  }

  function clear() {
    Object.assign(want, { person: false, statuses: new Set(), noted: false, dropped: false, code: "", text: "" });
    $("text").value = "";
    filter();
  }

  function linkGroups() {
    for (const tr of document.querySelectorAll("tr[data-code]")) {
      const code = tr.querySelector("code");
      const button = element("button", "", code.cloneNode(true));
      button.type = "button";
      button.title = "Show these rows";
      button.addEventListener("click", () => {
        clear();
        want.code = tr.dataset.code;
        filter();
        $("rows").scrollIntoView();
        $("rows").focus({ preventScroll: true });
      });
      code.replaceWith(button);
    }
  }

  // Sorting

  const collator = new Intl.Collator("en", { numeric: true });

  function key(r, column) {
    if (column === STATUS) return rank.get(r[STATUS]);
    if (column < CODES) return r[column];
    return [r[column] || [], column === MESSAGES ? (r[CHANGED] || []).flat() : []].flat().join(" ");
  }

  // sort puts what is empty last, whichever the direction.
  function sort() {
    const { column, descending } = sorting;
    const indices = rows.map((_, i) => i);
    if (column >= 0) {
      const keys = rows.map((r) => key(r, column));
      const sign = descending ? -1 : 1;
      const numbers = column <= STATUS;
      indices.sort((a, b) => {
        const x = keys[a], y = keys[b];
        if (x === y) return a - b;
        if (x === "") return 1;
        if (y === "") return -1;
        return sign * (numbers ? x - y : collator.compare(x, y)) || a - b;
      });
    }
    order = indices;
    [...table.tHead.rows[0].cells].forEach((th, i) => {
      if (i === column) th.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    });
    $("order").value = column < 0 ? "" : column + (descending ? "-" : "+");
    filter();
  }

  function addSorting() {
    const select = $("order");
    select.append(new Option("In file order", ""));
    [...table.tHead.rows[0].cells].forEach((th, i) => {
      const name = th.textContent;
      const button = element("button", "", name);
      button.type = "button";
      button.addEventListener("click", () => {
        if (sorting.column !== i) Object.assign(sorting, { column: i, descending: false });
        else if (!sorting.descending) sorting.descending = true;
        else Object.assign(sorting, { column: -1, descending: false });
        sort();
      });
      th.replaceChildren(button);
      if (i === AUTH && table.classList.contains("accountless")) return;
      select.append(new Option(name + ", ascending", i + "+"), new Option(name + ", descending", i + "-"));
    });
    select.addEventListener("change", () => {
      const v = select.value;
      Object.assign(sorting, { column: v === "" ? -1 : parseInt(v, 10), descending: v.endsWith("-") });
      sort();
    });
  }

  // Copying and downloading

  function say(text) { $("shown").textContent = text; }

  // copy puts a text on the clipboard; a page from a disk may have no clipboard of its own.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = element("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    say("Copied " + text + ".");
  }

  function addCopying() {
    table.classList.add("scripted");
    body.addEventListener("click", (e) => {
      const td = e.target.closest("td");
      if (td && td.cellIndex === AUTH && td.textContent && !String(getSelection())) copy(td.textContent);
    });
  }

  // cell keeps a spreadsheet program from taking a text for a formula, as the
  // program's own files do, and quotes what needs it.
  const begins = "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−";
  function cell(value, column) {
    let s = String(value);
    const begin = s.replace(/^[\s\p{Cf}]+/u, (space) => /[\t\r\n]/.test(space) ? "\t" : "");
    const plain = column === PHONE ? /^\+[0-9]+$/ : /^-[0-9]+(\.[0-9]+)?$/;
    if (begin && begins.includes(begin[0]) && !plain.test(s)) s = "'" + s;
    return /[",;\t|\r\n]|^\s|^\\\.$/.test(s) ? '"' + s.replaceAll('"', '""') + '"' : s;
  }

  // csv is the rows that match, with the table's columns.
  function csv() {
    const columns = [...table.tHead.rows[0].cells].map((th, i) => [i, th.textContent]).filter(([i]) => i !== AUTH || !table.classList.contains("accountless"));
    const lines = shown.map((n) => {
      const r = rows[n];
      const differs = (r[CHANGED] || []).map(([field, before, after]) => field + ": " + before + " → " + after);
      const message = [...(r[MESSAGES] || []), ...differs, ...(r[DROPPED] ? ["dropped " + r[DROPPED].join(", ")] : []), ...(r[NOTES] || []), ...(r[REPAIRS] || [])];
      return columns.map(([i]) => cell(i < CODES ? r[i] : i === CODES ? (r[CODES] || []).join("; ") : message.join("; "), i)).join(",");
    });
    return "\ufeff" + [columns.map(([, name]) => name).join(","), ...lines].join("\r\n") + "\r\n";
  }

  function download() {
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
    link.download = "rows.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // Paging

  function drawPager() {
    const pager = $("pager");
    pager.hidden = shown.length <= PAGE;
    if (pager.hidden) return;
    const last = Math.floor((shown.length - 1) / PAGE) * PAGE;
    const [start, back, where, on, end] = pager.children;
    start.disabled = back.disabled = first === 0;
    on.disabled = end.disabled = first === last;
    where.textContent = format.format(first + 1) + " to " + format.format(Math.min(first + PAGE, shown.length)) + " of " + format.format(shown.length);
  }

  function addPager() {
    const go = (label, target) => {
      const button = element("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => {
        first = target();
        render();
        $("rows").scrollIntoView();
      });
      return button;
    };
    const last = () => Math.floor((shown.length - 1) / PAGE) * PAGE;
    $("pager").append(go("First", () => 0), go("Previous", () => Math.max(0, first - PAGE)), element("span"),
      go("Next", () => Math.min(last(), first + PAGE)), go("Last", last));
  }

  // A printer gets what matches, not the page that happens to be drawn.
  window.addEventListener("beforeprint", () => {
    if (shown.length <= PAGE) return;
    show(0, PRINTED);
    if (shown.length > PRINTED) $("shown").textContent = "The first " + format.format(PRINTED) + " of these: " + found();
  });
  window.addEventListener("afterprint", () => { if (shown.length > PAGE) render(); });

  if ($("static")) $("static").hidden = true;
  addChips();
  linkGroups();
  addSorting();
  addPager();
  addCopying();
  $("download").addEventListener("click", download);
  $("text").addEventListener("input", () => { want.text = $("text").value; filter(); });
  $("clear").addEventListener("click", () => { clear(); $("text").focus(); });
  $("controls").addEventListener("submit", (e) => e.preventDefault());
  $("controls").hidden = false;
  // A browser that goes back to the page may have kept the text.
  want.text = $("text").value;
  // What needs a person comes first, where that is not all of it.
  const needs = statuses.reduce((n, s) => n + s.persons, 0);
  want.person = needs > 0 && needs < statuses.reduce((n, s) => n + s.count, 0);
  filter();
})();
