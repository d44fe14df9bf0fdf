"""Links to other pages go, and the text goes on where they end."""

from raws import BODY, TITLE

from youju.reading.cleaning.passes import clean


def test_teasers_of_other_pages_go():
    tail = "某市出台新规\n...规定指出要加强管理,\n2024-05-18 04:00:00\n"
    tail += "另一标题\n另一摘要没有句号\n2024-01-23 10:44"
    assert clean(f"{TITLE}\n{BODY}\n{tail}").text == f"{TITLE}\n{BODY}"


def test_a_list_of_other_articles_goes_but_the_end_of_a_cut_paragraph_stays():
    links = "  更多相关文章:\n  • 全市推进会议讲话\n\n  • 某局党建工作总结\n\n"
    links += "  • 夯实发展基础。\n"
    raw = f"{TITLE}\n{BODY}\n{links}\n一、下一步打算\n{BODY}"
    assert clean(raw).text == f"{TITLE}\n{BODY}\n夯实发展基础。\n\n一、下一步打算\n{BODY}"


def test_a_list_of_links_without_bullets_ends_before_the_next_heading():
    raw = f"{TITLE}\n{BODY}\n相关阅读\n某市召开推进会上的讲话\n某局年度工作总结\n夯实基础\n{BODY}"
    assert clean(raw).text == f"{TITLE}\n{BODY}\n夯实基础\n{BODY}"


def test_prose_of_another_article_below_the_credits_goes_with_its_list():
    tail = f"相关新闻\n某地获批中心\n{BODY}\n另一条新闻\n{BODY}"
    text = clean(f"{TITLE}\n{BODY}\n（责任编辑：张三）\n\n{tail}").text
    assert text == f"{TITLE}\n{BODY}"


def test_text_below_a_name_stays_where_no_list_follows():
    raw = f"{TITLE}\n{BODY}\n编辑：张三\n{BODY}"
    assert clean(raw).text.count(BODY) == 2


def test_the_articles_of_an_account_numbered_downwards_go():
    tail = "45、我市推进爱国卫生月活动\n44、全市召开部署会"
    assert clean(f"{TITLE}\n{BODY}\n{tail}").text == f"{TITLE}\n{BODY}"
    upwards = f"{TITLE}\n{BODY}\n1、开展爱国卫生月活动\n2、召开部署会"
    assert clean(upwards).text == upwards
