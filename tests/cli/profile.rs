//! Local requirements and limits of likeness that a configuration sets.

use serde_json::Value;

use crate::bench::Bench;
use crate::between::bench;
use crate::laws::county::County;

/// The complete example, as the READMEs have it.
const EXAMPLE: &str = include_str!("../profile/gaireport.toml");

/// Rules and messages of what is found in a report, of those that a profile speaks of.
fn found(bench: &Bench, more: &[&str]) -> Vec<(String, String, String)> {
    let output = bench.run(&[&["--check", "a.txt", "--format", "json"], more].concat()).json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let findings = output["files"][0]["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| (text(&finding["rule"]), text(&finding["severity"]), text(&finding["message"])))
        .filter(|(rule, ..)| ["missing-local-figure", "overview-too-long", "implausible-date"].contains(&rule.as_str()))
        .collect()
}

#[test]
fn the_example_asks_for_figures_by_kind_of_organ_and_for_a_day() {
    let mut county = County::usual();
    let paper = county.paper("清河镇");
    paper.overview.push("发布政策解读12篇，回应群众关切30件，重点领域信息88条。".to_owned());
    let signed = format!("{}\n\n清河镇人民政府\n\n2024年1月25日\n", paper.text());
    let bench = Bench::new().file("a.txt", &signed);
    assert_eq!(found(&bench, &[]), []);
    bench.write("gaireport.toml", EXAMPLE);
    let all = found(&bench, &[]);
    let of = |rule: &str, severity: &str| {
        let mut said = all.iter().filter(|said| said.0 == rule && said.1 == severity).map(|said| said.2.as_str());
        (said.next().unwrap_or_default().to_owned(), said.count())
    };
    let (words, more) = of("missing-local-figure", "warning");
    assert!(words.contains("网站、政务新媒体、公报发布（平台建设）") && more == 0, "{all:?}");
    // Stated, or not asked of a township.
    assert!(!["政策解读", "回应关切", "重点领域", "规范性文件"].iter().any(|word| words.contains(word)), "{words}");
    assert!(of("missing-local-figure", "info").0.contains("平台、专区"), "{all:?}");
    let (late, _) = of("implausible-date", "info");
    assert!(late.contains("2024年1月25日") && late.contains("2024年1月20日"), "{all:?}");
}

#[test]
fn a_profile_may_stand_in_a_file_of_its_own_and_faults_in_it_are_named() {
    let mut county = County::usual();
    let bench = Bench::new()
        .file("a.txt", county.paper("清河镇").text())
        .file("city.toml", "longest = 100\n")
        .file("gaireport.toml", "profile = \"city.toml\"\n");
    let all = found(&bench, &[]);
    assert!(all.len() == 1 && all[0].0 == "overview-too-long" && all[0].2.contains("100"), "{all:?}");
    for (text, words) in [
        ("longest = 5\n", "longest"),
        ("longes = 100\n", "longest"),
        ("[due]\n\"局\" = \"31 January\"\n", "01-31"),
        ("[[figures]]\nname = \"政策解读\"\n", "words"),
        ("[[figures]]\nname = \"政策解读\"\nwords = [\"解读\"]\nseverity = \"error\"\n", "info"),
    ] {
        bench.write("city.toml", text);
        let run = bench.run(&["--check", "a.txt"]);
        assert!(run.code == 2 && run.stderr.contains("city.toml:") && run.stderr.contains(words), "{}", run.stderr);
    }
    bench.write("gaireport.toml", "profile = \"gone.toml\"\n");
    assert!(bench.run(&["--check", "a.txt"]).stderr.contains("gone.toml"));
}

#[test]
fn limits_of_likeness_are_those_of_the_configuration() {
    let mut county = County::usual();
    let from = county.paper("清河镇").clone();
    county.paper("大湾镇").overview = from.overview.clone();
    let bench = bench(&county);
    let severities = |bench: &Bench| -> Vec<Value> {
        let run = bench.run(&["--check", "2023", "--overlap", "--format", "json"]).json();
        let files = run["files"].as_array().unwrap().clone();
        files
            .iter()
            .flat_map(|file| file["findings"].as_array().unwrap().clone())
            .map(|finding| finding["severity"].clone())
            .collect()
    };
    assert_eq!(severities(&bench), ["warning"]);
    bench.write("2023/gaireport.toml", "[overlap]\nshortest = 5000\n");
    assert_eq!(severities(&bench), [] as [&str; 0]);
    let mut half = from.overview.clone();
    half.truncate(half.len() / 2 + 1);
    let own = county.papers.iter().find(|paper| paper.unit.contains("石桥镇")).unwrap().overview.clone();
    county.paper("大湾镇").overview = [half, own[..3].to_vec()].concat();
    let paper = county.paper("大湾镇").clone();
    bench.write(&paper.path, paper.text());
    let level = |percent: &str| {
        bench.write("2023/gaireport.toml", format!("[overlap]\nwarning = {percent}\ninformation = 10\n"));
        severities(&bench)
    };
    assert_eq!((level("20").contains(&"warning".into()), level("99").contains(&"warning".into())), (true, false));
}

#[test]
fn the_chinese_readme_has_the_whole_example() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.zh-CN.md")).unwrap();
    assert!(readme.contains(EXAMPLE));
}
