"""Texts that try to be more than text, by families: where they are one of many alike, from the parts that vary."""
import itertools

RUN = "errata_ran=1"  # what a text that comes alive would do: hostile_test.py looks for it, and for dialogs

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = "\u00ad\u034f\u115f\u180e\u200b\u200c\u200d\u2028\u2029\u2060\u2061\u3164\ufeff\ufff9\ufffb\ufffe\U000e0001\U000e0041"
EVENTS = "onclick onerror onload onmouseover onfocus onpointerenter onanimationstart ontoggle onbegin oncontentvisibilityautostatechange".split()
SCHEMES = ("javascript:" + RUN, "JaVaScRiPt:" + RUN, "java\tscript:" + RUN, "\x01javascript:" + RUN, "vbscript:x",
           "data:text/html,<script>%s</script>" % RUN, "file:///etc/passwd", "http://evil.example/", "//evil.example/",
           "https://evil.example/?a=1&b=2", "mailto:a@evil.example", "ftp://evil.example", "blob:x", "#first", "www.evil.example")
LOADING = ("img src", "image href", "iframe src", "frame src", "embed src", "object data", "video src", "video poster",
           "audio src", "source srcset", "track src", "link rel=stylesheet href", "link rel=prefetch href", "base href",
           "form action", "input type=image src", "body background", "table background", "portal src", "script src", "use href")
ELEMENTS = ("a b bdi button details dialog div form h1 h2 iframe input li main marquee math noscript object option p plaintext "
            "section select style svg table td template textarea title tr ul xmp").split()


def families():
    """name -> texts."""
    return {
        "scripts": [form % RUN for form in (
            "<script>%s</script>", "</script><script>%s</script>", "<ScRiPt>%s</sCrIpT>", "<script\n>%s</script\n>",
            "<script/x>%s</script>", "<<script>%s//<</script>", "<script>%s", "<scr<script>ipt>%s</script>", "\ufeff<script>%s</script>",
            "<svg><script>%s</script></svg>", "<math><script>%s</script></math>", "<template><script>%s</script></template>",
            "<noscript><p title=\"</noscript><script>%s</script>\">", "<iframe srcdoc='<script>parent.%s</script>'></iframe>",
            "<!--><script>%s</script>-->", "--!><script>%s</script>", "]]><script>%s</script>", "<![CDATA[<script>%s</script>]]>")],
        "event attributes": [f"{quote} {event}={RUN} x={quote}" for event in EVENTS for quote in ('"', "'", "`")]
                            + [f"<img src=x {event}={RUN}>" for event in EVENTS]
                            + [f"<svg {event}={RUN}><animate attributeName=x {event}={RUN}>" for event in EVENTS[:5]],
        "loads": [f"<{element}=http://evil.example/x>" for element in LOADING]
                 + ['<meta http-equiv=refresh content="0;url=http://evil.example/">', "<meta name=referrer content=unsafe-url>"],
        "addresses": [*SCHEMES, *(f'<a href="{scheme}">x</a>' for scheme in SCHEMES), *(f"[x]({scheme})" for scheme in SCHEMES[:8])],
        "style": ["</style><style>*{display:none}</style>", "<style>@import 'http://evil.example/x.css'</style>",
                  "x{background:url(http://evil.example/)}", "expression(%s)" % RUN, '" style="position:fixed;inset:0',
                  "<div style=background-image:url(//evil.example)>", "}body{display:none", "/*", "*/", "\\3c script\\3e"],
        "elements": [f"<{e}>" for e in ELEMENTS] + [f"</{e}>" for e in ELEMENTS],
        "drawings": ["<svg onload=%s>" % RUN, "<svg><use href=data:image/svg+xml,x#a></svg>", "<svg><a xlink:href=javascript:%s><text>x" % RUN,
                     "<svg><foreignObject><body onload=%s>" % RUN, "<svg><set attributeName=onload to=%s>" % RUN, "<svg><style><img src=x></style>"],
        "templates": ["{{name}}", "{{{name}}}", "{{&name}}", "{{>head}}", "{{#labels}}", "{{/labels}}", "{{^labels}}x", "{{=<% %>=}}",
                      "{{!", "}}", "{{", "{{name", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{% include 'x' %}", "{shown}", "{all}", "$&", "%s%n%x"],
        "references": ["&lt;script&gt;", "&#60;b&#62;", "&#x3c;b&#x3e;", "&amp;lt;", "&", "&#0;", "&#xFFFFFFFF;", "&NotEqualTilde;", "&copy", "&lt"],
        "direction": [f"a{c}gpj.exe" for c in BIDI] + ["\u202e\u2066abc\u2069\u202c", "\u05d0\u05d1 (1) \u0627\u0628", "\u2067" * 40],
        "invisible": [f"a{c}b" for c in INVISIBLE] + [f"a{chr(c)}b" for c in [*range(1, 32), 127, 128, 133, 155, 159]]
                     + ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "a\r\nb", "a\rb", "\n", "\n\n\n", "\t", " ", "   ", "e" + "\u0301" * 60],
        "mentions": ["@all", "@here", "@octocat", "@org/team", "user:1", "[~admin]", "<@U123>", "@<12345678-0000-0000-0000-000000000000>"],
        "issues": ["#1", "!1", "~bug", "%1", "&1", "$1", "GH-1", "octo/repo#1", "NLP-42", "fixes #1", "Closes: #1", "AB#1", "r123",
                   "commit:abc123", "0123456789abcdef0123456789abcdef01234567", "attachment:x.png", "[^x.html]", "[[x]]", "PROJ-1 #time 2h #close"],
        "commands": [f"\n/{command}\n" for command in "close assign approve merge label shrug due spend delete unassign".split()]
                    + ["/close", "!close", "\n@dependabot merge\n", "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"],
        "fences": ["`" * n for n in range(1, 8)] + ["a" + "`" * n + "b" for n in range(1, 6)]
                  + [f"\n{fence}\n/close\n{fence}\n" for fence in ("```", "~~~", "````", "```mermaid")] + ["`` ` ``", " ` ", "\\`", "`\\"],
        "blocks": ["\n# h\n", "\n- x\n", "\n1. y\n", "\n> z\n", "\n---\n", "\n    code\n", "\n|a|b|\n|-|-|\n|c|d|\n", "\n[a]: http://evil.example\n",
                   "\n<details><summary>x</summary>\n", "\n</details>\n", "\n<!-- x", "\n- [ ] task\n", "\nterm\n: text\n", "\n[^1]: note\n", "\n$$\nx\n$$\n"],
        "inlines": ["**b**", "_i_", "~~s~~", "$x$", ":smile:", "[x][y]", "[x][]", "![y](http://evil.example/z.png)", "<http://evil.example>",
                    "a@evil.example", "http://evil.example.", "xmpp:a@evil.example", "[^1]", "\\*", "  \n", "<b>x</b>", "<!-- -->", "<?x?>", "[[_TOC_]]"],
        "tables": ["|", "||", "a|b", "a\\|b", "\\|", "\\\\|", "`|`", "\\", "|\n|-|\n|x|", "\n|", "||heading||", "|cell|", "a | b | c | d | e | f | g | h"],
        "macros": ["{noformat}", "{code}", "{code:title=x}", "{html}<b>x</b>{html}", "{include:x}", "{color:red}x{color}", "{panel}", "{quote}", "{jql:x}",
                   "h1. x", "bq. x", "!x.png!", "!http://evil.example/x.png!", "[x|http://evil.example]", "{{toc}}", "{{include(x)}}", "{{collapse}}",
                   "{{!>toc}}", "p=. x", "\"x\":http://evil.example", "%{color:red}x%", "<notextile>x</notextile>", "<pre>", "</pre>", "source:x"],
        "names": ["__proto__", "constructor", "toString", "hasOwnProperty", "undefined", "null", "NaN", "true", "first", "documents", "show-all", "search", "d1", "fit"],
        "long": ["<" * 3000, "`" * 3000, "|" * 3000, "\u202e" * 500, "a" * 5000, "[" * 1000, "&" * 1000, "*" * 1000],
    }


def strings():
    """All of them once, in an order that mixes the families, so that a report has some of each."""
    rows = itertools.zip_longest(*families().values())
    return list(dict.fromkeys(text for row in rows for text in row if text is not None))


if __name__ == "__main__":
    print(len(strings()), {name: len(texts) for name, texts in families().items()})
