extension LayoutView {
    /// What stands around every page.
    static let template = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{pageTitle}} · Trail</title>
        <link rel="stylesheet" href="{{css}}">
        <link rel="icon" href="{{mark}}" type="image/svg+xml">
        {{#scripts}}<script type="module" src="{{.}}"></script>
        {{/scripts}}</head>
        <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="bar">
        {{#navigation}}<a class="menu-link" href="#menu"><svg class="icon" aria-hidden="true">\
        <use href="{{icons}}#menu"/></svg>Menu</a>{{/navigation}}
        <a class="brand" href="{{root}}"><svg class="icon" aria-hidden="true">\
        <use href="{{icons}}#mark"/></svg>Trail</a>
        {{#user}}<div class="who">
        <span class="who-name"><svg class="icon" aria-hidden="true">\
        <use href="{{icons}}#user"/></svg><span>{{userName}}</span> <span class="muted tenant">{{tenant}}</span></span>
        {{#hasSession}}<a href="{{root}}password/">Password</a>
        <form method="post" action="{{root}}sign-out/"><input type="hidden" name="form_token" \
        value="{{formToken}}"><button class="link">Sign out</button></form>{{/hasSession}}
        </div>{{/user}}
        </header>
        <div class="frame{{^navigation}} bare{{/navigation}}">
        {{#navigation}}<nav class="menu" id="menu" aria-label="Dashboard">
        {{#groups}}<h2>{{groupTitle}}</h2>
        <ul>{{#items}}<li><a href="{{href}}"{{#.current}} aria-current="{{.}}"{{/.current}}>\
        <svg class="icon" aria-hidden="true"><use href="{{icons}}#{{icon}}"/></svg>\
        {{itemTitle}}</a></li>
        {{/items}}</ul>{{/groups}}
        {{#user}}{{#hasSession}}<p class="menu-who">{{userName}} {{tenant}} \
        <a href="{{root}}password/">Password</a></p>{{/hasSession}}{{/user}}
        <a class="menu-close" href="#main">Close menu</a></nav>{{/navigation}}
        <main id="main" tabindex="-1">
        {{#note}}<p class="note {{tone}}" role="status">{{noteText}}</p>{{/note}}
        {{#page}}{{$main}}{{/main}}{{/page}}
        </main>
        </div>
        <footer class="foot">Times are in UTC.</footer>
        </body>
        </html>
        """

    /// An icon beside text that says the same; its name is the value of the section around it.
    static let icon = """
        <svg class="icon" aria-hidden="true"><use href="{{icons}}#{{.}}"/></svg>
        """
}
