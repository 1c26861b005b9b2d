'use strict';
(() => {
  const one = (id) => document.getElementById(id);
  const all = (where, of = document) => [...of.querySelectorAll(where)];
  const folded = (text) => text.replace(/\s+/g, ' ');
  const articles = all('#docs > article');
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // Finding documents. Chips stand amid the words of a text, so they are left out of what is searched.

  const found = new Map();
  const facets = (article) => {
    if (!found.has(article)) {
      const text = article.cloneNode(true);
      all('.lines .chip', text).forEach((chip) => chip.remove());
      found.set(article, {
        text: folded(text.textContent).toLowerCase(),
        'by-class': article.dataset.errors.split(' '),
        'by-label': all('.chip > bdi, .mistakes strong > bdi', article).map((name) => name.textContent),
        'by-language': [article.dataset.language || ''],
        'by-finding': article.dataset.findings.split(' '),
      });
    }
    return found.get(article);
  };

  const choices = ['by-class', 'by-label', 'by-language', 'by-finding'].map(one);
  const search = one('search');
  const clear = one('clear');
  const fits = (article) => {
    const has = facets(article);
    return has.text.includes(folded(search.value).toLowerCase()) &&
      choices.every((choice) => choice.value === '' || has[choice.id].includes(choice.value));
  };

  const filter = () => {
    const rights = one('show-all').checked;
    let shown = 0;
    for (const article of articles) {
      article.hidden = !fits(article);
      if (!article.hidden && (rights || !article.classList.contains('right'))) shown += 1;
    }
    const is_set = search.value !== '' || choices.some((choice) => choice.value !== '');
    const said = one('fit');
    said.value = is_set ? said.dataset.said.replace('{shown}', shown).replace('{all}', articles.length) : '';
    clear.hidden = !is_set;
  };

  const showEverything = () => {
    for (const control of [search, ...choices]) control.value = '';
    filter();
  };

  const offer = (choice, pairs) => {
    for (const [value, words] of pairs) choice.append(new Option(words, value));
    choice.parentElement.hidden = choice.options.length < 2;
  };

  const startFinding = () => {
    const known = (facet) => [...new Set(articles.flatMap((a) => facets(a)[facet]))]
      .filter((value) => value !== '').sort(order.compare).map((value) => [value, value]);
    const [kind, label, language, finding] = choices;
    const kinds = new Set(known('by-class').map(([value]) => value));
    for (const option of [...kind.options]) if (option.value && !kinds.has(option.value)) option.remove();
    offer(kind, []);
    offer(label, known('by-label'));
    offer(language, known('by-language'));
    offer(finding, all('.findings > li').map((li) =>
      [li.dataset.number, li.dataset.number + ' · ' + li.querySelector('h3').textContent]));
    for (const control of [search, ...choices, one('show-all'), one('show-wrong')])
      control.addEventListener('input', filter);
    clear.addEventListener('click', () => {
      showEverything();
      search.focus();
    });
    one('tools').hidden = false;
  };

  // Sorting tables: numbers and ranks from the greatest, words from the first; what is empty, or no number
  // among numbers, stays last.

  const number = (words) => /^[<+-]*\d/.test(words) ? Number.parseFloat(words.replace(/[<,]/g, '')) : NaN;
  const makeSortable = (table) => {
    const heads = all('thead th', table);
    // What has an order of its own says its rank.
    const words = (row, column) => row.cells[column].dataset.rank ?? row.cells[column].textContent.trim();
    const sortBy = (column) => {
      const rows = [...table.tBodies[0].rows];
      const filled = rows.filter((row) => words(row, column) !== '');
      const counted = filled.filter((row) => !Number.isNaN(number(words(row, column))));
      const are_numbers = counted.length * 2 > filled.length;
      const given = are_numbers ? counted : filled;
      const before = heads[column].getAttribute('aria-sort');
      const down = before === null ? are_numbers : before === 'ascending';
      const compare = are_numbers ? (a, b) => number(a) - number(b) : order.compare;
      given.sort((a, b) => (down ? -1 : 1) * compare(words(a, column), words(b, column)));
      for (const head of heads) head.removeAttribute('aria-sort');
      heads[column].setAttribute('aria-sort', down ? 'descending' : 'ascending');
      table.tBodies[0].append(...given, ...rows.filter((row) => !given.includes(row)));
    };
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      button.addEventListener('click', () => sortBy(column));
      head.append(button);
    });
  };

  // A finding as Markdown: text from outside in code spans, as in report.md, where nothing has a meaning.

  const codeSpan = (text) => {
    const line = text.replaceAll('\n', '\\n').replaceAll('\t', ' ');
    const runs = new Set((line.match(/`+/g) || []).map((run) => run.length));
    let ticks = '`';
    while (runs.has(ticks.length)) ticks += '`';
    const padding = /^[ `]|[ `]$/.test(line) && line.trim() !== '' ? ' ' : '';
    return ticks + padding + line + padding + ticks;
  };
  // Nothing in a code span is bold: the words that are meant stand between brackets, as in report.md.
  const quoted = (node) => {
    const mark = node.querySelector('mark');
    if (!mark || mark.textContent === node.textContent) return node.textContent;
    const told = (part) => part === mark ? '[[' + part.textContent + ']]' : part.textContent;
    return [...node.childNodes].map(told).join('');
  };
  const inMarkdown = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return folded(node.data);
    if (node.matches('bdi, q, code')) return node.textContent === '' ? '' : codeSpan(quoted(node));
    return node.matches('button, output, input') ? '' : [...node.childNodes].map(inMarkdown).join('');
  };
  const markdownOf = (finding) => {
    const marks = (block) => block.matches('h3') ? '### ' : block.matches('.how') ? '> ' : '';
    const blocks = all('h3, p', finding).map((block) => marks(block) + inMarkdown(block).trim());
    return blocks.join('\n\n') + '\n';
  };
  // A list to tick, as far as it is ticked. Text from outside begins a line of its own: cmark-gfm ticks a box where
  // "[x]" stands anywhere behind it.
  const tasksOf = (section) => {
    const box = (item) => item.querySelector('input').checked ? '- [x] ' : '- [ ] ';
    const items = all('li', section).map((item) => box(item) + inMarkdown(item).trim().replace(': ', ':\n  '));
    return '### ' + inMarkdown(section.querySelector('h2')).trim() + '\n\n' + items.join('\n') + '\n';
  };

  // Where the clipboard is closed to the page, the text is shown, ready to be copied by hand.
  const makeCopyable = (button) => {
    const said = document.createElement('output');
    button.after(said);
    button.hidden = false;
    const byHand = (text) => {
      const area = document.createElement('textarea');
      area.readOnly = true;
      area.rows = 8;
      area.setAttribute('aria-label', button.textContent);
      area.value = text;
      said.replaceChildren(area);
      area.select();
    };
    button.addEventListener('click', async () => {
      const finding = button.closest('li');
      const text = finding ? markdownOf(finding) : tasksOf(button.closest('section'));
      try {
        await navigator.clipboard.writeText(text);
        said.value = button.dataset.done;
      } catch {
        byHand(text);
      }
    });
  };

  const openTarget = () => {
    const target = one(document.URL.split('#')[1] || '');
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.matches('details')) at.open = true;
    if (target.hidden) showEverything();
    if (target.matches('.right')) one('show-all').checked = true;
    target.scrollIntoView();
  };

  const unfold = () => {
    for (const part of all('details:not([open])')) {
      part.open = true;
      window.addEventListener('afterprint', () => { part.open = false; }, { once: true });
    }
  };

  if (articles.length > 0) startFinding();
  all('table.sortable').forEach(makeSortable);
  all('button.copy').forEach(makeCopyable);
  window.addEventListener('hashchange', openTarget);
  window.addEventListener('beforeprint', unfold);
  openTarget();
})();
