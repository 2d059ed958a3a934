extension PageTemplate {
  /// Colours come in pairs, for light and dark; each state also has its word beside its colour.
  static let style = #"""
    :root{color-scheme:light dark;--back:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d8dee4;--link:#0958ae;
    --done:#1a7f37;--warning:#9a6700;--failed:#cf222e;--unknown:#8250df;--cancelled:#6e7781;--pending:#d8dee4;--retrying:#bc4c00;--running:#0969da;--alert:#fff3cd;--alertink:#533f03}
    @media(prefers-color-scheme:dark){:root{--back:#0d1117;--card:#161b22;--ink:#e6edf3;--soft:#9ba5b0;--line:#30363d;--link:#6cb6ff;
    --done:#3fb950;--warning:#d29922;--failed:#f85149;--unknown:#bc8cff;--cancelled:#8b949e;--pending:#484f58;--retrying:#f0883e;--running:#58a6ff;--alert:#3d2e00;--alertink:#f2d98c}}
    *{box-sizing:border-box}[hidden]{display:none!important}
    body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI","Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Noto Sans SC",sans-serif}
    main{max-width:1120px;margin:0 auto;padding:12px 16px 32px}
    h1{font-size:24px;line-height:1.25;margin:6px 0 8px;overflow-wrap:anywhere}h2{font-size:18px;margin:0 0 8px}h3{font-size:15px;margin:16px 0 6px}
    a{color:var(--link)}a:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid var(--running);outline-offset:2px}
    nav{display:flex;justify-content:space-between;gap:12px;flex-wrap:wrap}
    section,details,header,.filters{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px;margin:12px 0}
    .soft{color:var(--soft);font-size:13px}.lines{white-space:pre-line}p{margin:6px 0}
    .alert{background:var(--alert);color:var(--alertink);border-radius:10px;padding:10px 16px;margin:12px auto;max-width:1088px}
    .state{display:flex;gap:10px;align-items:baseline;flex-wrap:wrap}
    .badge{display:inline-block;border-radius:20px;padding:1px 12px;font-weight:600;font-size:13px;border:1.5px solid currentColor;white-space:nowrap;align-self:flex-start}
    .good{color:var(--done)}.bad{color:var(--failed)}.busy{color:var(--running)}.held{color:var(--warning)}.calm{color:var(--soft)}
    .bar{display:flex;height:14px;border-radius:7px;overflow:hidden;background:var(--pending);margin:8px 0}.bar i{display:block;min-width:2px}
    .done{background:var(--done)}.warning{background:var(--warning)}.failed{background:var(--failed)}.unknown{background:var(--unknown)}.cancelled{background:var(--cancelled)}.pending{background:var(--pending)}.retrying{background:var(--retrying)}.running{background:var(--running)}
    .dot{display:inline-block;width:10px;height:10px;border-radius:5px;margin-right:6px}
    .legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;margin:8px 0;padding:0}
    .tile{display:inline-block;margin:6px 24px 0 0}.tile span{display:block;color:var(--soft);font-size:13px}.tile b{font-size:18px}
    .download{display:inline-block;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:10px 16px;margin:0 12px 8px 0;text-decoration:none;overflow-wrap:anywhere}.download span{color:var(--soft);font-size:13px}
    .cause{display:flex;gap:12px;border-top:1px solid var(--line);padding:6px 0}.cause>b{min-width:48px;text-align:right;color:var(--failed)}.cause p{margin:0;overflow-wrap:anywhere}
    .cells{margin:0;padding-left:20px}.note{border-left:3px solid var(--line);padding-left:10px}
    .filters{display:flex;flex-wrap:wrap;gap:8px;align-items:center;position:sticky;top:0;z-index:1}
    button{font:inherit;color:var(--ink);background:var(--back);border:1px solid var(--line);border-radius:16px;padding:3px 12px;cursor:pointer}button[aria-pressed=true]{border-color:var(--running);box-shadow:0 0 0 1px var(--running)}
    input{font:inherit;color:var(--ink);background:var(--back);border:1px solid var(--line);border-radius:16px;padding:3px 12px;flex:1 1 200px;min-width:0}
    .shots{display:grid;grid-template-columns:repeat(auto-fill,minmax(168px,1fr));gap:12px}
    .shot{color:inherit;text-decoration:none;border:1px solid var(--line);border-radius:8px;overflow:hidden;background:var(--back)}
    .pair{display:flex;height:150px}.pair img{flex:1 1 0;min-width:0;width:100%;height:100%;object-fit:contain;padding:4px;background:repeating-conic-gradient(#8882 0 25%,#0000 0 50%) 0 0/16px 16px}
    .cap{display:block;padding:4px 8px;font-size:13px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
    .wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th{text-align:left;color:var(--soft);font-size:13px;font-weight:600;white-space:nowrap}th,td{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
    td:nth-child(2){white-space:nowrap}table:not(.rows) td:nth-child(2){white-space:normal}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.label{min-width:120px}.file{font-size:13px}
    dl{display:grid;grid-template-columns:minmax(110px,max-content) 1fr;gap:4px 18px;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
    summary{cursor:pointer;font-weight:600}.log{margin:8px 0 0;padding-left:0;list-style:none;font-size:13px;overflow-wrap:anywhere}.log time{color:var(--soft);margin-right:8px;white-space:nowrap}
    .job{display:block;color:inherit;text-decoration:none;padding:10px 0;border-bottom:1px solid var(--line)}.job:last-of-type{border:0}.job>span{display:block}.jobname{display:flex!important;justify-content:space-between;gap:12px;overflow-wrap:anywhere}.job:hover b{text-decoration:underline}
    footer{color:var(--soft);font-size:13px;margin-top:16px}
    dialog{border:0;border-radius:10px;padding:12px;width:min(96vw,1400px);height:94vh;background:var(--card);color:var(--ink)}dialog::backdrop{background:#000b}
    .zoombar{display:flex;gap:8px;align-items:center}.zoombar span{flex:1;overflow-wrap:anywhere}
    .zoomed{display:flex;gap:12px;height:calc(100% - 44px);margin-top:8px}.zoomed figure{flex:1 1 0;min-width:0;margin:0;display:flex;flex-direction:column}.zoomed a{flex:1;min-height:0;display:flex}.zoomed img{flex:1;min-height:0;max-width:100%;width:100%;object-fit:contain}figcaption{text-align:center;color:var(--soft);font-size:13px}
    @media(max-width:640px){main{padding:6px 10px 24px}section,details,header,.filters{padding:10px 12px}.shots{grid-template-columns:repeat(auto-fill,minmax(140px,1fr))}dl{grid-template-columns:1fr}dt{margin-top:6px}.zoomed{flex-direction:column}
    table:not(.rows) thead{display:none}table:not(.rows) tr{display:block;border-bottom:1px solid var(--line);padding:4px 0}table:not(.rows) td{display:block;border:0;padding:1px 0}
    .rows thead{display:none}.rows tr{display:grid;grid-template-columns:48px 1fr auto;border-bottom:1px solid var(--line);padding:4px 0}.rows td{border:0;padding:2px 8px 2px 0}.rows td:nth-child(3){grid-column:2/4;grid-row:2}.rows td:nth-child(4){grid-column:2/4;grid-row:3}}
    @media print{.filters,nav,#control{display:none}}

    """#
}
