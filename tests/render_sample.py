"""A document with a block of every kind, and one of many pages, for the tests of every renderer."""

from __future__ import annotations

from datetime import date

from pbc_generator.document import (
    Answer,
    Badge,
    Clause,
    ControlLine,
    Document,
    Field,
    FieldKind,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Quotation,
    Signature,
    Strong,
    Table,
    Text,
    Tone,
)

EVERY_BLOCK = Document(
    name="business-case",
    title="PBC business case",
    subtitle="For practices and localities that propose to redesign a service",
    organisation="Watling and Chess Valley Primary Care Trust",
    subject="Practice based commissioning business case, Hertfordshire framework 2007",
    date=date(2007, 4, 1),
    control=(
        ControlLine("Version", (Text("1.0"),)),
        ControlLine("Owner", (Text("Director of Commissioning: "), Placeholder("name of the director"))),
        ControlLine("Review date", (Text("31 March 2008"),)),
    ),
    keywords=("practice based commissioning", "business case"),
    blocks=(
        Heading(1, "1 What this form is for", "purpose"),
        Paragraph((Text("A practice proposes, the "), Strong("Governance Committee"), Text(" decides."))),
        Paragraph((Text("Answer every question. Keep within ten pages."),), ParagraphKind.GUIDANCE),
        ItemList(
            ((Text("Give figures and say where they come from."),), (Text("Name who is responsible."),)),
            kind=ParagraphKind.GUIDANCE,
        ),
        Paragraph((Text("Source: PBC framework, section 2.2.2."),), ParagraphKind.NOTE),
        Heading(2, "1.1 How it is decided", "decision"),
        Clause(
            "1.1.1",
            (Text("The committee decides within "), Strong("8 weeks"), Text(" of a complete case.")),
            items=(
                (Text("the bid assessment panel reports within 4 weeks;"),),
                (Text("the chair is "), Placeholder("name of the chair"), Text(".")),
            ),
            source="section 2.2.2",
        ),
        Clause("1.1.2", (Text("The committee gives reasons for a refusal."),), source="section 2.2.3"),
        ItemList(((Text("First the panel,"),), (Text("then the committee."),)), ordered=True),
        ItemList(((Text("quality"),), (Text("cost"),))),
        Heading(1, "2 Your proposal", "proposal"),
        Field("practice", "Practice name"),
        Field("date", "Date of submission", FieldKind.DATE),
        Field("kind", "Kind of proposal", FieldKind.CHOICE, ("New service", "Redesign", "Pilot")),
        Field("consent", "The patients' group has seen this proposal", FieldKind.TICK),
        Heading(2, "2.1 Risks, and what they mean for the hospital", "risks"),
        Paragraph((Text("Name each risk and who carries it."),), ParagraphKind.GUIDANCE),
        Answer(
            "hertfordshire-2007/business-case/risks@1",
            "Risks, and what they mean for the hospital",
            "What could go wrong, what will you do about it, and what changes for the acute trust?",
        ),
        Table(
            ("Year", "Cost", "Saving", "Checked", "Basis"),
            (
                ((Text("2007/08"),), (Text("£120,000"),), (Text("£40,000"),),
                 Field("c1", "Checked", FieldKind.TICK),
                 Field("b1", "Basis", FieldKind.CHOICE, ("Tariff", "Estimate"))),
                ((Text("2008/09"),), (Text("£95,000"),), Field("s2", "Saving in 2008/09"),
                 Field("c2", "Checked", FieldKind.TICK), Field("b2", "Basis", FieldKind.DATE)),
            ),
            caption="Money over two years",
            summary="One row a year: what the service costs and saves, and whether it was checked.",
            widths=(2, 2, 2, 1, 2),
            row_headers=True,
        ),
        Heading(2, "2.2 What we found", "findings"),
        Table(
            ("Requirement", "Verdict"),
            (
                ((Text("Need"),), (Badge("✓", "Met", Tone.GOOD),)),
                ((Text("Options"),), (Badge("◐", "Partly met", Tone.FAIR),)),
                ((Text("Risks"),), (Badge("✗", "Missing", Tone.BAD), Text(" nothing was said"))),
                ((Text("Scanned page"),), (Badge("?", "Could not be read", Tone.NEUTRAL),)),
                ((Text("Out of scope"),), (Badge("–", "Does not apply", Tone.NEUTRAL),)),
            ),
            caption="Verdicts",
            summary="One row a requirement, with its verdict.",
        ),
        Quotation("We shall refer fewer patients.\nThe trust has been told.", "page 3, paragraph 2"),
        Heading(3, "Why it matters", "why"),
        Paragraph((Text("The acute trust loses income."),)),
        Heading(4, "In figures", "figures"),
        Paragraph((Text("About £40,000 a year."),)),
        PageBreak(),
        Heading(1, "3 Signatures", "signatures"),
        Signature("Watling and Chess Valley Primary Care Trust", "Chief Executive", "Margaret Ellison"),
        Signature("The practice", ""),
    ),
)  # fmt: skip


HOSTILE = (
    '#import "house.typ": *',
    "back\\slash and \"quotes\" and 'these'",
    "<script>alert(1)</script>",
    "$x^2$ and {{ braces }} and {% tags %}",
    "@label <label> *not bold* _not italic_ `code`",
    "&amp; is not an ampersand",
    "// not a comment /* nor this */ -- nor --- a dash",
    "]) } #panic()",
)
