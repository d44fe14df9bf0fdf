"""The 台账 tab before anything is known: its views, its choices, and where the answers go."""

_VIEWS = (("figures", "数据"), ("plots", "对比图"), ("gaps", "缺失"))
_ORDERS = (("group", "可比的在前"), ("name", "按指标拼音"), ("document", "按文献顺序"))


def _views() -> str:
    return "".join(
        f'<button type="button" class="yj-view" data-view="{view}"'
        f' aria-pressed="{"true" if view == "figures" else "false"}">{name}'
        f'<span data-count="{view}"></span></button>'
        for view, name in _VIEWS
    )


def _select(name: str, label: str, every: str, views: str) -> str:
    return (
        f'<label data-for="{views}"><span>{label}</span>'
        f'<select name="{name}" data-choices="{name}"><option value="">{every}</option></select>'
        "</label>"
    )


def _box(name: str, label: str, hint: str, views: str, more: str = "") -> str:
    return (
        f'<label class="yj-wide" data-for="{views}"><span>{label}</span><input type="search"'
        f' name="{name}" placeholder="{hint}" maxlength="100" autocomplete="off"{more}></label>'
    )


_ORDER_OPTIONS = "".join(f'<option value="{value}">{name}</option>' for value, name in _ORDERS)
FRAME = (
    '<div class="yj-ledger" data-view="figures">'
    '<form id="yj-choices" class="yj-choices" role="search" aria-label="筛选台账">'
    f'<div class="yj-views" role="group" aria-label="看什么">{_views()}</div>'
    + _box("indicator", "指标", "名称的一部分", "figures plots")
    + _select("place", "地方", "全部地方", "figures plots")
    + _select("year", "年份", "全部年份", "figures plots")
    + _select("kind", "性质", "全部性质", "figures plots")
    + _select("how", "怎样缺的", "全部情形", "gaps")
    + _box("document", "文献", "题名的一部分", "figures plots gaps", ' list="yj-titles"')
    + '<datalist id="yj-titles"></datalist>'
    '<button type="reset" class="yj-clear">清空重选</button></form>'
    '<div class="yj-ledger-bar"><p class="yj-tally" role="status"></p>'
    '<label class="yj-order" data-for="figures"><span>排列</span>'
    f'<select name="order" form="yj-choices">{_ORDER_OPTIONS}</select></label>'
    '<button type="button" class="yj-export" data-for="figures">导出表格</button></div>'
    '<div class="yj-ledger-body" tabindex="-1">'
    '<p class="yj-empty">正在打开台账…数据很多时，第一次要稍等。</p></div>'
    '<div class="yj-pager" role="navigation" aria-label="翻页"></div></div>'
)
