"""How a question asks: for a figure, a list, a person …; for plan or result; what to compute."""

import re

from youju.types import Derivation, FigureKind, QuestionForm

_MEASURE_ASKED = re.compile(
    r"多少(?!年前)|(?<![第哪好那这])几(?![乎何年月号日点级等时届甲])(?!一?个?[市县区]呢)|多[大高长重远快宽](?!都)|百分之几"
    r"|占多大|[几成]成(?=[？，。]|$)|多少分之"
)
# A rank or a grade is asked for in the form of a figure, but is no number with a unit.
_RANK_ASKED = re.compile(r"第几|几[级等甲]|排名?(?:多少|几)|哪一?[级等]")
_MEASURE_NAMED = re.compile(
    r"(?:比例|比率|占比|指标|[率额幅费价]|总?数量?|人数|人次|水平|标准|规模|面积|投资|费用|支出|收入|比重)"
    r"(?:(?:[是为有]|达到?)(?=多|几|什么|[？，]|$)|怎么样|如何|呢|$|(?=[？?]))|(?:[一-鿿][度数量]|床位|托位|寿命|数据|(?<!什么)目标|控制线)$|达到了?什么(?:水平|程度)|目标是(?!什么)"
)
_WHICH_MORE = re.compile(
    r"(?:哪[个边家里些]?|谁)[^，。？]{0,12}?(?:更|最)?[多高大少低](?:一?些|一点)?(?:[？，。]|$)"
)
_NO_QUANTITY = re.compile(r"几[月号日点级等甲届]|哪一?[年天月届]|何时|什么时[候间]|多久前|第几")
_YES_NO = re.compile(
    r"[吗嘛](?=[？。！，]|$)|是否|有没有|有无|是不是|能不能|会不会|可不可以|要不要|对不对|算不算|行不行"
    r"|([一-鿿])没\1|([一-鿿])不\2|(?:没有|[了过]没)(?=[？，。]|$)|(?<=[了的过])吧(?=[？，。]|$)"
)
_COMPARED_BEFORE = r"(?:上一?年|去年|前年|同期|往年|年初|上月|上期|以前|之前|过去|原来)"
_COMPARISON = re.compile(
    r"哪(?:个|边|家|里|一?个?[市县区]|一[年项个])[^，。？]{0,12}?(?:更|最|比较)?[多高大少低快好强小](?!少)|谁更|谁[多高大少低]"
    r"|哪(?:边|个|家)(?:更|高|多|大|强)|相比|对比|比较一?下|对照|比[一二两]?比|差距|差异|不同|区别|不一样|一样[吗多]|差多少|相差"
    r"|谁的?[^，。？]{0,6}(?:更|最)[多高大]|[高低多少大小快慢](?:于|还是)[^，。？]{0,10}[？]|两[地市区县][^，。？]{0,10}(?:各|分别|怎么样)"
    rf"|(?<![同环占])比(?!例|重|率|较|赛)(?!{_COMPARED_BEFORE})[^，。？]{{1,14}}?[多高少低大快](?<!多少)[出了]?(?:多少|几|[吗？])"
)
_CHANGE = re.compile(r"变化|增长了?多少|增加了?多少|[提升降]高?了?多少|涨了?多少|增幅|降幅|怎么变")
_EACH = re.compile(
    r"各(?![级类地种项乡县市区位方部单科])|分别|都是多少|哪个|两者|(?:和|与|跟)[^，。？]{1,30}比"
)
_LIST = re.compile(
    r"哪些|哪[几两二三四五六七八九十][^一-鿿]?|哪[“‘]|有什么(?:具体|好的|主要|新)?的?(?:措施|办法|举措|做法|内容|任务|要求|安排|亮点|项目|政策|成效|变化)"
    r"|列出|列举|列一下|列个|名单|都有什么|都有谁|包括(?:什么|了?哪)|(?:分别|都|各)是(?:什么|哪|谁)|主要[^，。？]{0,6}是什么|什么措施"
)
_PERSON = re.compile(
    r"(?<![同跟与和被])谁(?!更|[多高大少低]|家|的[^，。？]{0,10}[多高大少低](?:[？，。]|$))|哪位|哪几位|什么职务|何职|任什么职|职务是|(?:书记|主任|院长|局长|市长|区长|组长|作者|讲话人|领导)(?:是(?!不是|否)|叫|姓)(?:什么|谁|哪)?|署名"
)
_PERSON_BODY = re.compile(
    r"[同跟与和由被]谁[^，。？]{0,4}(?:共建|合作|签|一起|联合|打造|收购|评|认定)"
)
_DEFINITION = re.compile(
    r"什么是|什么叫|是什么意思|什么意思|(?:是)?指(?:的是)?什么|指(?:的)?是什么|含义|(?:怎么|如何)(?:理解|解释)|内涵|具体指|是啥意思|何为|什么概念"
)
_TARGET = re.compile(
    r"目标|(?<![的”])计划(?!生育|免疫|[的叫是名])|力争|争取(?:[达建创实新]|几|多少)|要求(?:[^，。？]{0,16}(?:保持|稳定|达到|控制|提高|不低于|不少于|不超过)|达|多|是|建|完|新|年)|达到多少才|任务|打算|拟[新建在创达投]|(?<!财政)(?<!资金)(?<!怎么)(?<!如何)安排(?![了的])"
    r"|准备(?:新|建|在|增|创|让|派|投|招)|预计|规划(?:建|新|到|目标)|想让|(?<![重主需必只首摘简不])要(?:达|建|完成|新|增|创|实现|求达|打造|提高|提升|控制|在[^，。？]{0,12}(?:建|完成|达|添|装|配|设|新|投)|评|让|把|组|稳定|降|进|设|培|引进|招|派|做|求多|求年|重点|到|再|配|升)"
    r"|控制线|将(?:新|建|达|增|完成|投|创|再|要|在)|(?:到|至|在)20\d\d年底?(?:前)?[^，。？]{0,20}要|20\d\d年底前|年内(?:要|将|新|建)"
)
_ACTUAL = re.compile(
    r"(?:完成|实现|达到|建成|新增|取得|落实|兑现|达成|做到|争取|评上|[升降](?:到|至)?|提高(?:到)?|控制到?|增长|组建|引进|招)了|实际|实绩|成果|成效|截至|目前(?:为止)?(?:已|有|共)|已经?(?:完成|建|达|有|升|实|累|开|全部|投)"
    r"|完成情况|完成得|完成多少|到底达没达|达没达到|达标了|结果(?:是|怎|如)|达到多少了"
)
_PLAN_DONE = re.compile(
    r"(?:目标|任务|计划|指标)[^，。？]{0,20}?(?:完成|实现|达到|达成|落实|兑现|做到)(?:了|得|情况|没)"
    r"|达标了[吗没]|达没达到|是否(?:完成|实现|达到|达标)|完成(?:目标|任务|计划)了"
)
_INPUT = re.compile(
    r"投入(?:了|资金|经费|多少)|(?:投资|经费|拨款|补助资金|项目资金|奖补资金|专项基金|专项资金|债券|安家费)|(?:花|投|用|给|拨|争取)了?[^，。？]{0,8}多少(?:钱|资金|万元|亿元|元|经费)"
)
_NO_INPUT = re.compile(r"招商|引资|省了|节约|节省|罚|标准|人均|负担|收入")
_DIFFERENCE = re.compile(
    rf"相差|差多少|差了?几|差距(?:是|有)?多[大少]|多出?多少(?!张|家|个|名|人|万|亿|元)|比(?!例|重|率|较|赛)(?!{_COMPARED_BEFORE})[^，。？]{{1,16}}?"
    r"[多高少低大][出了]?(?:多少|几)"
)
_SUM = re.compile(
    r"合计|总计|加起来|加在一起|合起来|一起(?:是|有)多少|之和|总和|总共[^，。？]{0,10}[两二三]项|(?:两|二|三|四|几)[项个家者类级][^，。？]{0,16}(?:一共|总共|共有?多少)"
    r"|[、和与及加][^，。？]{1,24}(?:一共|总共|共有?多少)"
)
_SHARE = re.compile(
    r"占[^，。？]{0,12}几成|[算折][^，。？]{0,4}(?:下来|算)?[^，。？]{0,12}占|占[^，。？]{0,14}(?:算|折算)|几分之几"
)
_AMOUNT_NAMED = re.compile(
    "具体(?:金额|数字|数据|数值|数目)|总额|数额|[总诊]人次[？。]?$|人次[？。]?$"
)
_PLUS = re.compile("加[^，。？]{2,20}(?:总数|总额|一共|多少)")
_AVERAGE = re.compile(r"平均(?:下来)?[每一][一-鿿]{1,3}[^，。？]{0,10}多少")
_CONVERSION = re.compile(r"折合|换算|等于多少|相当于(?:多少|几)|合多少|折成")
_GROWTH = re.compile(
    r"同比|增长率|增速|增幅|增长了?(?:多少|百分之几)|[升降]幅|下降了?(?:多少|百分之几)|提高了?多少"
)


def form_of(question: str, *, frames: int) -> QuestionForm:
    """The form of the answer that is asked for; `frames` places or years are put side by side."""
    if _PERSON.search(question) and not _PERSON_BODY.search(question):
        return "person"
    if _is_comparison(question, several=frames > 1):
        return "comparison"
    if _DEFINITION.search(question):
        return "definition"
    return _plain_form(question)


def _plain_form(question: str) -> QuestionForm:
    listed, counted = _LIST.search(question), _counted(question)
    if listed and (counted is None or listed.start() < counted.start()):
        return "list"
    yes_no = _YES_NO.search(question)
    if counted or (_MEASURE_NAMED.search(question) and not yes_no):
        return "figure"
    return "yesno" if yes_no else "open"


def _counted(question: str) -> re.Match[str] | None:
    return _MEASURE_ASKED.search(question) or _RANK_ASKED.search(question)


def _is_comparison(question: str, *, several: bool) -> bool:
    if _COMPARISON.search(question):
        return True
    beside = _EACH.search(question) or _CHANGE.search(question) or _MEASURE_ASKED.search(question)
    return several and beside is not None


def wants_figure(question: str) -> bool:
    """Whether only a number with its unit can answer: not a date, a rank or a yes."""
    if _MEASURE_ASKED.search(question) or _WHICH_MORE.search(question):
        return True
    if _AMOUNT_NAMED.search(question):
        return True
    named = _MEASURE_NAMED.search(question) and not _NO_QUANTITY.search(question)
    return bool(named) and not _YES_NO.search(question)


def kind_of(question: str) -> FigureKind | None:
    """Plan, result or money put in, where the question says; 目标完成了吗 asks for the result."""
    if _PLAN_DONE.search(question):
        return "actual"
    target, actual = _TARGET.search(question), _ACTUAL.search(question)
    if target and actual:
        return None
    if target:
        return "target"
    if actual:
        return "actual"
    if _INPUT.search(question) and wants_figure(question) and not _NO_INPUT.search(question):
        return "input"
    return None


def derivation_of(question: str, years: int) -> Derivation | None:
    """What must be computed from figures that sources state; None where one would state it."""
    if _SUM.search(question) or _PLUS.search(question):
        return "sum"
    if _AVERAGE.search(question):
        return "average"
    if _CONVERSION.search(question):
        return "conversion"
    if _SHARE.search(question):
        return "share"
    if years > 1 and _GROWTH.search(question):
        return "growth"
    return "difference" if _DIFFERENCE.search(question) else None
