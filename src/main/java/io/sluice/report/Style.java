package io.sluice.report;

/** The page's one style sheet: light and dark paper, narrow screens, print. */
final class Style {

  private static final String RULES =
      """
      *{box-sizing:border-box}
      html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
      body{margin:0;background:var(--paper);color:var(--text);line-height:1.5;font-size:16px;
        font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
      main{max-width:68rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
      h1{font-size:2.4rem;line-height:1.15;margin:.1rem 0 1rem;letter-spacing:-.02em;
        overflow-wrap:anywhere}
      h2{font-size:1.35rem;line-height:1.3;margin:.1rem 0 1rem;letter-spacing:-.01em;
        font-weight:650;max-width:54rem;overflow-wrap:anywhere;text-wrap:balance}
      p{margin:0 0 1rem;max-width:46rem}
      code,.path,.type,.steps{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
      code{font-size:.9em;overflow-wrap:anywhere;background:var(--card);border-radius:.25em;
        padding:.05em .25em;box-shadow:inset 0 0 0 1px var(--line)}
      pre{overflow-x:auto;font-size:.85rem;line-height:1.45;margin:0}
      pre code{background:none;box-shadow:none;padding:0;font-size:1em;overflow-wrap:normal}
      small{font-size:.8rem;color:var(--soft);font-weight:400}
      .name{font-size:.75rem;font-weight:600;text-transform:uppercase;letter-spacing:.09em;
        color:var(--accent);margin:0}
      .lead{font-size:1.3rem;line-height:1.45;max-width:44rem}
      .note{font-size:.85rem;color:var(--soft);overflow-wrap:anywhere}
      nav{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.9rem;margin:1.5rem 0 0;
        padding:.7rem 0;border:solid var(--line);border-width:1px 0}
      a{color:var(--accent);text-decoration:none}
      a:hover,a:focus{text-decoration:underline}
      section{margin-top:3.25rem}
      .figures{display:flex;flex-wrap:wrap;gap:.75rem;
        margin:1.75rem 0 1.25rem}
      .figures div{flex:1 1 11rem;max-width:18rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;
        padding:.8rem 1rem}
      .figures dt{font-size:.85rem;color:var(--soft)}
      .figures dd{margin:0}
      .figures b{display:block;font-size:1.9rem;line-height:1.25;font-weight:650;
        letter-spacing:-.02em;font-variant-numeric:tabular-nums}
      .figures small{display:block;line-height:1.35}
      .scroll{overflow-x:auto;margin:0 0 1rem}
      table{border-collapse:collapse;font-size:.875rem;line-height:1.4;
        font-variant-numeric:tabular-nums}
      th,td{padding:.45rem .6rem;text-align:left;vertical-align:top;font-weight:400;
        border-bottom:1px solid var(--line)}
      th:first-child,td:first-child{padding-left:0}
      th:last-child,td:last-child{padding-right:0}
      thead th{color:var(--soft);font-size:.8rem;font-weight:600;vertical-align:bottom;
        border-bottom-color:var(--soft)}
      thead small{display:block;font-size:.75rem}
      .number{text-align:right;white-space:nowrap}
      td.strong{font-weight:650}
      thead th.strong{color:var(--text)}
      tbody b{font-weight:600}
      .place{color:var(--soft);font-size:.8rem;margin-left:.5em}
      .about{display:block;color:var(--soft);font-size:.8rem;min-width:11rem;
        overflow-wrap:anywhere}
      .path{display:inline-block;min-width:11rem;overflow-wrap:anywhere;font-size:.75rem}
      .type{font-size:.8rem;color:var(--soft)}
      .role{display:inline-block;margin-left:.5em;padding:0 .5em;border-radius:1em;
        font-size:.72rem;line-height:1.5;color:var(--accent);border:1px solid currentColor}
      .top{display:inline-block;margin-right:1.1em}
      .top small{margin-left:.35em}
      .bar{display:inline-block;width:3rem;height:.45rem;margin-right:.6em;background:var(--line);
        border-radius:.2rem;overflow:hidden}
      .bar i{display:block;height:100%;background:var(--accent);print-color-adjust:exact;
        -webkit-print-color-adjust:exact}
      .spark{display:inline-flex;align-items:flex-end;gap:1px;height:1.2rem;min-width:5rem}
      .spark i{flex:1 0 2px;min-height:0;background:var(--accent);print-color-adjust:exact;
        -webkit-print-color-adjust:exact}
      .share{display:inline-block;min-width:3.5em}
      .reason{display:block;padding-left:1.1rem;color:var(--soft);overflow-wrap:anywhere;
        min-width:11rem}
      tfoot th,tfoot td{border-top:1px solid var(--soft);border-bottom:0;font-weight:600}
      .waterfall{list-style:none;margin:0;padding:0;max-width:54rem;font-size:.875rem;
        line-height:1.35;font-variant-numeric:tabular-nums}
      .waterfall li{display:grid;grid-template-columns:17rem 1fr 10rem;gap:0 1rem;
        align-items:center}
      .what{padding:.4rem 0;overflow-wrap:anywhere}
      .waterfall b{font-weight:600}
      .track{align-self:stretch;display:flex;align-items:center;background-repeat:no-repeat;
        background-image:linear-gradient(var(--soft),var(--soft)),
          linear-gradient(var(--soft),var(--soft));
        background-size:1px 50%,1px 50%;background-position:var(--above) 0,var(--below) 100%;
        print-color-adjust:exact;-webkit-print-color-adjust:exact}
      li:first-child>.track{background-size:0 0,1px 50%}
      li:last-child>.track{background-size:1px 50%,0 0}
      .track i{display:block;position:relative;height:1rem;min-width:2px;background:var(--soft);
        print-color-adjust:exact;-webkit-print-color-adjust:exact}
      .dropped i{background:var(--warm)}
      .quarantined i{background:repeating-linear-gradient(135deg,var(--warm) 0 2px,
        var(--paper) 2px 4px);border:1px solid var(--warm)}
      .added i{background:var(--accent)}
      .cut i::before{content:"";position:absolute;left:.9rem;top:-.2rem;bottom:-.2rem;width:.4rem;
        background:var(--paper);transform:skewX(-20deg)}
      .waterfall+.note{margin-top:.75rem}
      .warnings{border-left:4px solid var(--warm);background:var(--card);border-radius:.25rem;
        padding:.7rem 1rem;margin:0 0 1.5rem;max-width:54rem;font-size:.95rem}
      .warnings .count,.warned a{color:var(--warm);font-weight:650}
      .warnings ul{margin:.3rem 0 0;padding-left:1.2rem}
      .warnings li::marker{color:var(--warm)}
      .warnings .text{display:block;overflow-wrap:anywhere}
      .steps{font-size:.85rem;line-height:1.7;padding-left:2rem;margin:0 0 1rem;
        overflow-wrap:anywhere}
      .steps li::marker{color:var(--soft)}
      figure{margin:1.25rem 0;min-width:0}
      figcaption{font-weight:600;line-height:1.4;margin-bottom:.75rem;max-width:36rem;
        overflow-wrap:anywhere}
      .picture{display:block;overflow:visible;max-width:100%;height:auto;font-family:inherit;
        font-variant-numeric:tabular-nums}
      .keys{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;font-size:.85rem;color:var(--soft);
        margin:.4rem 0}
      .key i{display:inline-block;width:.75em;height:.75em;border-radius:.15em;margin-right:.45em;
        print-color-adjust:exact;-webkit-print-color-adjust:exact}
      .pair,.beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));
        gap:0 2.5rem}
      .pair figure{display:flex;flex-direction:column}
      .pair figcaption{flex:1}
      .beside{align-items:start}
      .beside .settings{margin-top:1.25rem}
      details{font-size:.875rem;margin-top:.5rem}
      summary{cursor:pointer;color:var(--accent)}
      .matrix caption{text-align:left;color:var(--soft);font-size:.8rem;padding-bottom:.4rem}
      .matrix td,.matrix th{vertical-align:middle;border:0;padding:.5rem .9rem}
      .matrix th:first-child{padding-left:0}
      .matrix thead th{text-align:center}
      .matrix .tint{min-width:7.5rem;text-align:center;border:2px solid var(--paper);
        background:color-mix(in srgb,var(--accent) var(--share),var(--card));
        print-color-adjust:exact;-webkit-print-color-adjust:exact}
      .tint b{display:block;font-size:1.25rem;line-height:1.3}
      .tint small{color:inherit}
      footer{margin-top:3.5rem;padding-top:1rem;border-top:1px solid var(--line)}
      footer dl{display:flex;flex-wrap:wrap;gap:.3rem 2rem;margin:0;font-size:.8rem}
      footer dt{color:var(--soft)}
      footer dd{margin:0;overflow-wrap:anywhere}
      @media (max-width:40rem){
        main{padding:1.5rem 1rem 3rem}
        h1{font-size:1.8rem}
        .lead{font-size:1.12rem}
        section{margin-top:2.5rem}
        .figures{gap:.5rem}
        .figures div{flex-basis:40%;max-width:none;padding:.6rem .75rem}
        .figures b{font-size:1.5rem}
        .about,.reason{min-width:8rem}
        .waterfall li{grid-template-columns:1fr auto;gap:0 .75rem}
        .what{padding:.5rem 0 .15rem}
        .waterfall .by{order:2;align-self:end;padding-bottom:.15rem}
        .track{order:3;grid-column:1/-1;height:1.5rem}
        .matrix .tint{min-width:0}
        .matrix td,.matrix th{padding:.4rem}
      }
      @media print{
        body{font-size:11pt}
        main{max-width:none;padding:0}
        nav,details:not(.more){display:none}
        .more summary{list-style:none;color:var(--soft)}
        h2,figcaption,.name{break-after:avoid}
        figure,tr,.figures{break-inside:avoid}
        .scroll{overflow:visible}
        .figures div{flex:1 1 0}
        .figures b{font-size:1.4rem}
        .pair{grid-template-columns:1fr 1fr;gap:0 1.5rem}
        .pair figcaption{font-size:10pt}
        table{font-size:8pt}
        th,td{padding:.25rem .3rem}
        thead th,.type,.path,.about,.place,table small{font-size:7pt}
        .path{min-width:0}
        .bar{width:1.5rem}
        .waterfall{font-size:9pt}
      }
      """;

  private Style() {}

  static Markup sheet() {
    return Markup.element(
        "style",
        new Markup(
            String.join(
                "\n",
                ":root{color-scheme:light dark;" + Ink.lightVariables() + "}",
                "@media screen and (prefers-color-scheme:dark){:root{" + Ink.darkVariables() + "}}",
                Picture.rules(),
                Sorting.rules(),
                RULES)));
  }
}
