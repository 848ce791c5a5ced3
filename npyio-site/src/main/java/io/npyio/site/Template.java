package io.npyio.site;

/** The HTML around the content of a page. */
record Template(Page page, Navigation navigation) {
  String html() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <link rel="stylesheet" href="%s">
        </head>
        <body>
        <a class="to-pages" href="#pages">All pages</a>
        <main>
        %s</main>
        <nav id="pages" aria-label="Pages">
        %s</nav>
        </body>
        </html>
        """
        .formatted(title(), page.to("site.css"), page.html(), groups());
  }

  private String title() {
    String title = escaped(page.title());
    return title.equals("npyio") ? title : title + " · npyio";
  }

  private String groups() {
    StringBuilder html = new StringBuilder();
    for (Navigation.Group group : navigation.groups()) {
      html.append("<h2>").append(escaped(group.title())).append("</h2>\n<ul>\n");
      group.entries().forEach(entry -> html.append(item(entry)));
      html.append("</ul>\n");
    }
    return html.toString();
  }

  private String item(Navigation.Entry entry) {
    String current = entry.address().equals(page.address()) ? " aria-current=\"page\"" : "";
    String link = page.to(entry.address());
    return "<li><a href=\"%s\"%s>%s</a></li>\n".formatted(link, current, escaped(entry.title()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
