"""Texts that do something in a page which takes them for anything but text.

Each would open a dialog, add an element, or ask the server ``evil.example``. All fit into a name.
"""

HOSTILE_TEXTS: tuple[str, ...] = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)>",
    "<b>bold</b>",
    '"><script>alert(4)</script>',
    "'><img src=x onerror=alert(5)>",
    '" autofocus onfocus="alert(6)',
    "javascript:alert(7)",
    "</div></main><h1>Closed</h1>",
    "</title><script>alert(8)</script>",
    "<iframe src=//evil.example></iframe>",
    "<iframe srcdoc='<script>alert(9)</script>'>",
    "<a href=javascript:alert(10)>free</a>",
    "<form action=//evil.example><input>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content=0;//evil.example>",
    "<base href=//evil.example>",
    "<object data=//evil.example></object>",
    "<details open ontoggle=alert(11)>",
    "<video src=x onerror=alert(12)>",
    "<math><mtext><img src=x onerror=alert(13)>",
    "<template><script>alert(14)</script></template>",
    "<!-- <img src=x onerror=alert(15)> -->",
    "&lt;script&gt;alert(16)&lt;/script&gt;",
    "&#x3c;img src=x onerror=alert(17)&#x3e;",
    "${alert(18)} {{alert(19)}} <%= 20 %>",
    "__proto__",
    "constructor",
    "\\u003cscript\\u003ealert(21)",
    "' || alert(22) || '",
    "Alice left the chat. Carol",
)
