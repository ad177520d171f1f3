//! Web pages (L10): merged cells as such, figures split over elements, blanks as entities.

use crate::laws::random::Random;
use crate::laws::sheet::{Cell, Grid, MARK, Role, is_blank};

/// The whole page.
pub fn page(pieces: &[String], random: &mut Random) -> String {
    let body = pieces.join("\n");
    if random.chance(50) {
        return format!("<div class=\"content\">\n{body}\n</div>");
    }
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>信息公开</title>\
         <style>td {{ border: 1px solid }}</style></head>\n<body>\n{body}\n</body></html>"
    )
}

/// The title, a line a paragraph or broken inside.
pub fn title(lines: &[String]) -> String {
    format!("<h1>{}</h1>", lines.join("<br>"))
}

/// A heading.
pub fn heading(text: &str, random: &mut Random) -> String {
    match random.below(3) {
        0 => format!("<h2>{text}</h2>"),
        1 => format!("<p><strong>{text}</strong></p>"),
        _ => format!("<p style=\"text-indent: 32px\"><span>{text}</span></p>"),
    }
}

/// A paragraph, indented.
pub fn paragraph(text: &str, random: &mut Random) -> String {
    let indent = if random.chance(50) { "&nbsp;&nbsp;" } else { "" };
    format!("<p>{indent}{text}</p>")
}

/// A table.
pub fn table(grid: &Grid, random: &mut Random) -> String {
    let upper = random.chance(20);
    let mut text = String::from("<table border=\"1\">\n<tbody>\n");
    for row in grid {
        text.push_str("<tr>");
        row.iter().for_each(|part| text.push_str(&cell(part, random)));
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n</table>");
    if upper { text.replace("<td", "<TD").replace("</td>", "</TD>") } else { text }
}

fn cell(cell: &Cell, random: &mut Random) -> String {
    let name = if cell.role == Role::Head && random.chance(20) { "th" } else { "td" };
    let attribute =
        |name: &str, covers: usize| if covers > 1 { format!(" {name}=\"{covers}\"") } else { String::new() };
    let content = match random.below(5) {
        _ if is_blank(&cell.text) && random.chance(50) => format!("{}&nbsp;", cell.text),
        0 => format!("<p>{}</p>", cell.text),
        1 => format!("<p style=\"text-align:center\"><span>{}</span></p>", split(&cell.text)),
        2 if cell.role == Role::Value => format!("&nbsp;{}&nbsp;", cell.text),
        3 => format!("\n  {}\n", cell.text),
        _ => cell.text.clone(),
    };
    format!("<{name}{}{}>{content}</{name}>", attribute("colspan", cell.columns), attribute("rowspan", cell.rows))
}

/// The text over two elements: `1</span><span>2`.
fn split(text: &str) -> String {
    let mut shown = text.char_indices().filter(|(_, character)| *character != MARK).skip(1);
    match shown.next() {
        Some((at, _)) => format!("{}</span><span lang=\"EN-US\">{}", &text[..at], &text[at..]),
        None => text.to_owned(),
    }
}
