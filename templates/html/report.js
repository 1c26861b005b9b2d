'use strict';
(() => {
  const docs = document.getElementById('docs');
  const tools = document.getElementById('tools');
  const articles = docs ? [...docs.querySelectorAll('article')] : [];
  const text = new Map(articles.map((a) => [a, a.textContent.toLowerCase()]));

  const make = (tag, words) => {
    const element = document.createElement(tag);
    if (words) element.textContent = words;
    return element;
  };

  const classes = new Map([['', 'any error'], ['ec', 'confused'], ['eb', 'boundary'],
    ['ex', 'confused and boundary'], ['em', 'missed'], ['es', 'spurious']]);
  const labels = () => {
    const names = [...document.querySelectorAll('#label-table tbody th')];
    return names.map((th) => th.textContent);
  };

  const select = (name, options) => {
    const list = make('select');
    list.setAttribute('aria-label', name);
    for (const [value, words] of options) {
      const option = make('option', words);
      option.value = value;
      list.append(option);
    }
    return list;
  };

  const chips = new Map();
  const labelsOf = (article) => {
    if (!chips.has(article)) {
      const found = [...article.querySelectorAll('.chip bdi')].map((b) => b.textContent);
      chips.set(article, new Set(found));
    }
    return chips.get(article);
  };

  const buildTools = () => {
    const search = make('input');
    search.type = 'search';
    search.placeholder = 'Search documents';
    search.setAttribute('aria-label', 'Search documents');
    const kind = select('Error class', classes);
    const label = select('Label', [['', 'any label'], ...labels().map((l) => [l, l])]);
    const said = make('output');
    const filter = () => {
      const wanted = search.value.toLowerCase();
      let shown = 0;
      for (const article of articles) {
        const fits = text.get(article).includes(wanted) &&
          (!kind.value || article.dataset.errors.split(' ').includes(kind.value)) &&
          (!label.value || labelsOf(article).has(label.value));
        article.hidden = !fits;
        if (fits) shown += 1;
      }
      said.textContent = shown === articles.length ? '' : shown + ' of ' + articles.length + ' documents fit';
    };
    for (const control of [search, kind, label]) control.addEventListener('input', filter);
    tools.append(search, kind, label, said);
    tools.hidden = false;
  };

  const number = (words) => Number.parseFloat(words.replaceAll(',', ''));
  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return a < b ? -1 : a > b ? 1 : 0;
    return y - x;
  };

  const makeSortable = (table) => {
    const heads = [...table.querySelectorAll('thead th')];
    heads.forEach((head, column) => {
      const button = make('button', head.textContent);
      button.type = 'button';
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') !== 'descending';
        const rows = [...table.tBodies[0].rows];
        const key = (row) => row.cells[column].textContent.trim();
        rows.sort((a, b) => (down ? 1 : -1) * compare(key(a), key(b)));
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        table.tBodies[0].append(...rows);
      });
      head.replaceChildren(button);
    });
  };

  const openTarget = () => {
    const target = document.getElementById(document.URL.split('#')[1] || '');
    const all = document.getElementById('show-all');
    if (target && target.classList.contains('right') && all) {
      all.checked = true;
      target.scrollIntoView();
    }
  };

  if (articles.length > 0) buildTools();
  document.querySelectorAll('table.sortable').forEach(makeSortable);
  window.addEventListener('hashchange', openTarget);
  openTarget();
})();
