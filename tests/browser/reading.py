"""Claims about reading a report: each is given the browser, a page and its name, and returns what is wrong, or nothing."""
import pathlib
import shutil
import subprocess
import tempfile

# What stands out of the page to the right though no region of its own scrolls there: the first few, outermost first.
WIDER = """(() => {
  const within = (e) => { for (; e; e = e.parentElement) if (e.matches('.wide[role=group][aria-label]')) return true; };
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    const box = e.getBoundingClientRect();
    if (box.width > 0 && box.right > document.documentElement.clientWidth + 1 && !within(e))
      found.push(e.tagName + '.' + e.getAttribute('class') + ' "' + e.textContent.trim().slice(0, 40) + '" to ' + box.right);
  }
  return found.slice(0, 5);
})()"""

# Headings that skip a level, tables without a caption or with a heading cell that says not for what, regions without a name.
OUTLINE = """(() => {
  const wrong = [];
  let level = 0;
  for (const h of document.querySelectorAll('h1,h2,h3,h4')) {
    const next = Number(h.tagName[1]);
    if (next > level + 1) wrong.push('after h' + level + ' comes ' + h.outerHTML.slice(0, 80));
    if (!h.textContent.trim()) wrong.push('an empty ' + h.tagName);
    level = next;
  }
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption || !table.caption.textContent.trim()) wrong.push('a table without a caption');
    if ([...table.querySelectorAll('th')].some((th) => !th.scope)) wrong.push('a th without scope');
    const widths = [...table.rows].map((r) => [...r.cells].reduce((n, c) => n + c.colSpan, 0));
    if (new Set(widths).size > 1) wrong.push('rows of ' + [...new Set(widths)] + ' cells: ' + table.caption.textContent);
  }
  return wrong;
})()"""

# The last piece of text in each folded part.
FOLDED = """[...document.querySelectorAll('details')].map((d) => {
  const texts = document.createTreeWalker(d, NodeFilter.SHOW_TEXT);
  let last = '';
  while (texts.nextNode()) last = texts.currentNode.data.trim() || last;
  return last;
})"""

ORDER = ("Do first", "Where the loss is", "Decide", "Labels", "Confusions", "Missed complex entities", "Predicted but not labelled",
         "Boundaries", "Data health", "Documents", "Method and provenance")


def asks_for_nothing(view, page, name):
    """Whether scripts are allowed or not."""
    for script in (True, False):
        view.look(script=script)
        url = view.open(page)
        requests, said = view.requests(), view.complaints()
        if [asked for asked, _ in requests] != [url] or said:
            return f"{requests[1:]} {said}"
    view.look()
    return None


def stays_within_a_telephone(view, page, name):
    view.look(width=320, height=640)
    view.open(page)
    view.picture(f"{name}-320")
    view.ask("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    if view.ask("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        return f"the page scrolls sideways: {view.ask(WIDER)}"
    return None


def reads_without_script(view, page, name):
    """What only a script could do is not shown, and what is folded can be opened."""
    view.look(script=False)
    view.open(page)
    view.picture(f"{name}-without-script")
    dead = view.ask("[...document.querySelectorAll('button, select, input[type=search]')]"
                    ".filter((e) => e.checkVisibility()).map((e) => e.outerHTML)")
    return f"dead controls {dead}" if dead else None


def reads_without_style(view, page, name):
    """As where a server forbids inline styles: order, headings and tables are those of the document."""
    view.look(script=False)
    view.open(page)
    view.ask("document.querySelectorAll('style').forEach((s) => { s.disabled = true; })")
    view.picture(f"{name}-without-style")
    said = view.ask("[...document.querySelectorAll('h2')].map((h) => h.textContent)")
    places = [said.index(title) for title in ORDER if title in said]
    absent = view.ask("[...document.querySelectorAll('.absent strong')].map((name) => name.textContent)")
    if places != sorted(places) or set(ORDER) - set(said) != set(ORDER) & set(absent):
        return f"sections are {said}, and not there {absent}"
    hidden = view.ask("[...document.querySelectorAll('article')].filter((a) => !a.checkVisibility()).length")
    return view.ask(OUTLINE) or (f"{hidden} documents are hidden" if hidden else None)


def is_shown_in_the_dark(view, page, name):
    view.look(scheme="dark")
    view.open(page)
    view.picture(f"{name}-dark")
    ground = view.ask("getComputedStyle(document.body).backgroundColor")
    return None if ground == "rgb(13, 17, 23)" else f"the ground is {ground}"


def prints_what_is_folded(view, page, name):
    """Every summary and what it folds."""
    if shutil.which("pdftotext") is None:
        return "pdftotext (poppler-utils) is not there"
    view.open(page)
    folded = view.ask(FOLDED)
    view.ask("document.querySelectorAll('article:nth-of-type(n + 4)').forEach((a) => { a.remove(); })")  # hundreds take long
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "report.pdf")
        file.write_bytes(view.pdf())
        text = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True, timeout=60).stdout.decode()
    printed = "".join(text.split())
    lost = [words for words in folded if "".join(words.split()) not in printed]  # a line breaks anywhere
    if "Dofirst" not in printed or not folded:
        return f"{len(folded)} are folded, and the text begins {text[:80]!r}"
    return f"lost {lost}" if lost else None


READINGS = (asks_for_nothing, stays_within_a_telephone, reads_without_script, reads_without_style, is_shown_in_the_dark,
            prints_what_is_folded)
IN_ANY_LANGUAGE = (asks_for_nothing, stays_within_a_telephone, reads_without_script, is_shown_in_the_dark)
