//! probe
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).expect("x");
        let analysis = gaireport::analysis::analyze(&text, &gaireport::analysis::Options::new(gaireport::dialect::Kind::Text));
        let index = gaireport::text::LineIndex::new(&text);
        for f in &analysis.findings { let p = index.position(&text, f.span.start); eprintln!("{}:{} {:?} {} {:?} sus {:?} fixes {}", p.line, p.column, f.severity, gaireport::page::words(f.rule, &f.message, Default::default()), f.span.of(&text), f.suspects, f.fixes.len()); }
        for report in &analysis.reports {
            eprintln!("{path} org={:?} year={:?} ed={:?} {}", report.organization, report.year, report.edition.map(|e| e.id), analysis.dialect_name(gaireport::dialect::Kind::Text));
            for h in &report.headings { eprintln!("   H {:?} {:?} {:?} {:?}", h.span.of(&text), h.section, h.numbering, h.wording); }
            for t in &report.tables {
                eprintln!("   T{} ed{} fp{:?} extras {:?}", t.index, t.edition.id, t.fingerprints, t.extras);
                for (r, row) in t.rows.iter().enumerate() {
                    let v: Vec<String> = (0..t.table().columns_of(r).len()).map(|c| t.figure(r,c).map_or("?".into(), |d| d.to_string())).collect();
                    eprintln!("      {} {:?} {}", t.table().rows[r].id, row.state, v.join(" "));
                }
            }
        }
    }
}
