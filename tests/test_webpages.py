"""A saved page gives its main text, title and date."""

import base64

import pytest
from raws import written

from youju.errors import UnreadableFile
from youju.reading.formats.readers import read_file

PARAGRAPHS = [
    f"第{i}段，各医疗机构坚持预防为主，完成投资{i}亿元，新增床位{i}0张。" for i in range(1, 6)
]


def page(content: str, charset: str = "utf-8") -> str:
    return f"""<html><head><meta charset="{charset}"><title>云山市推进医改_云山网</title></head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>
<div class="article"><h1>云山市推进医改</h1><p>发布时间：2024-3-5 来源：云山日报</p>{content}</div>
<div class="xg"><h3>相关链接</h3><ul><li><a href="1">某地开展健康宣传活动</a></li>
<li><a href="2">某院获评先进单位</a></li></ul></div>
<div class="footer">版权所有 云山市人民政府</div></body></html>"""


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"<p>{p}</p>" for p in PARAGRAPHS),
        "".join(f"<div>{p}</div>" for p in PARAGRAPHS),
        "<br>".join(PARAGRAPHS),
        "<table><tr><td>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</td></tr></table>",
        "".join(f"<p><span><font size=3>{p}</font></span></p>" for p in PARAGRAPHS),
    ],
    ids=["p", "div", "br", "td", "font"],
)
def test_a_page_gives_its_paragraphs_and_not_its_menus(tmp_path, content):
    raw = read_file(written(tmp_path, "a.html", page(content).encode()))
    lines = raw.text.split("\n")
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS
    assert not any(word in raw.text for word in ("政务公开", "相关链接", "获评先进", "版权所有"))


def test_a_page_keeps_headings_and_short_items_and_states_title_and_date(tmp_path):
    items = "<ul><li>一是加强领导。</li><li>二是强化督查。</li></ul>"
    content = f"<h2>一、去年工作</h2><p>{PARAGRAPHS[0]}</p><h2>二、今年任务</h2>{items}"
    raw = read_file(written(tmp_path, "a.htm", page(content).encode()))
    expected = ["一、去年工作", PARAGRAPHS[0], "二、今年任务", "一是加强领导。", "二是强化督查。"]
    assert raw.text.split("\n")[-5:] == expected
    assert raw.front == {"title": "云山市推进医改", "published": "2024-03-05"}


def test_a_page_is_read_in_the_charset_that_it_states(tmp_path):
    data = page("".join(f"<p>{p}</p>" for p in PARAGRAPHS), "gb2312").encode("gbk")
    raw = read_file(written(tmp_path, "a.html", data))
    assert raw.encoding == "gb18030"
    assert PARAGRAPHS[0] in raw.text


def test_a_table_of_a_page_has_one_line_a_row(tmp_path):
    table = "<table><tr><td>指标</td><td>数值</td></tr><tr><td>床位</td><td>120</td></tr></table>"
    content = f"<p>{PARAGRAPHS[0]}</p>{table}<p>{PARAGRAPHS[1]}</p>"
    text = read_file(written(tmp_path, "a.html", page(content).encode())).text
    assert f"{PARAGRAPHS[0]}\n指标：床位｜数值：120\n{PARAGRAPHS[1]}" in text


def test_a_divided_header_of_a_page_is_named_over_each_cell(tmp_path):
    rows = (
        "<td colspan=4>资源统计表</td>",
        "<th rowspan=2>县区</th><th rowspan=2>机构</th><th colspan=2>床位</th>",
        "<th>2022年</th><th>2023年</th>",
        "<td rowspan=2>东川县</td><td>县医院</td><td>500</td><td>510</td>",
        "<td>中医院</td><td>300</td><td>320</td>",
    )
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    content = f"<p>{PARAGRAPHS[0]}</p><table>{table}</table><p>{PARAGRAPHS[1]}</p>"
    lines = read_file(written(tmp_path, "a.html", page(content).encode())).text.split("\n")
    at = lines.index("资源统计表")
    assert lines[at + 1 : at + 3] == [
        "县区：东川县｜机构：县医院｜床位2022年：500｜床位2023年：510",
        "县区：东川县｜机构：中医院｜床位2022年：300｜床位2023年：320",
    ]


def test_a_web_archive_gives_its_page(tmp_path):
    html = page("".join(f"<p>{p}</p>" for p in PARAGRAPHS), "gb2312").encode("gbk")
    data = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: image/png\r\n\r\nxx\r\n"
        b"--b\r\nContent-Type: text/html; charset=gb2312\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(html) + b"\r\n--b--\r\n"
    )
    raw = read_file(written(tmp_path, "a.mht", data))
    assert raw.format == "mhtml"
    assert [line for line in raw.text.split("\n") if line in PARAGRAPHS] == PARAGRAPHS
    assert read_file(written(tmp_path, "另存的网页.doc", data)).format == "mhtml"


@pytest.mark.parametrize("stated", ["gb2312", "iso-8859-1", "utf-16", "no-such-code"])
def test_a_charset_that_is_stated_wrongly_does_no_harm(tmp_path, stated):
    data = page("".join(f"<p>{p}</p>" for p in PARAGRAPHS), stated).encode()
    assert PARAGRAPHS[0] in read_file(written(tmp_path, "a.html", data)).text


def test_a_page_of_frames_and_one_of_scripts_are_told_apart(tmp_path):
    frames = b"<html><frameset cols='20%,*'><frame src='menu.htm'></frameset></html>"
    with pytest.raises(UnreadableFile, match="网页框架"):
        read_file(written(tmp_path, "a.html", frames))
    script = b"<html><body><div id='app'></div><script>render('x')</script></body></html>"
    with pytest.raises(UnreadableFile, match="没有文字"):
        read_file(written(tmp_path, "b.html", script))


def test_a_tag_of_thousands_of_attributes_is_read_without_them(tmp_path):
    crowded = f"<p {' '.join(f'a{i}=1' for i in range(100_000))}>{PARAGRAPHS[0]}</p>"
    assert read_file(written(tmp_path, "a.html", page(crowded).encode())).text.endswith(
        PARAGRAPHS[0]
    )
