"""Makes submission.docx, the business case that the example checks. Run it again after changing the text.

It stands for what practices send when they have no form to fill in: their own headings and order, and gaps.
Which requirements it meets is written down in submission.expected.yaml. No person or place in it is real; the
publications that it cites are. Two runs give the same bytes.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from submission_layout import Paper

TITLE = "A skin clinic for Wealdham"
SUBMITTED = datetime(2007, 5, 14, 9, 30)
AUTHOR = "Linda Marsh"
TOTALS = ("All four", "Set-up in all", "Running costs in all", "Total", "Left over")

FOOTNOTES = {
    "sus": "Outpatient commissioning data set, April 2006 to March 2007, specialty 330, first "
    "attendances after a GP referral. Lists are those of 1 January 2007.",
    "trial": "Salisbury C and others, BMJ 2005;331:1441. The economic paper printed with it (Coast J and "
    "others, BMJ 2005;331:1444) found the GP clinic dearer than outpatients, which is why we set out our "
    "own price line by line in section 9.",
    "prices": "All figures are at 2007/08 prices. The tariff includes our market forces factor.",
}

TOP: list[tuple[str, str]] = [
    (
        "Practices",
        "Bell Lane Surgery, Market Square Practice, Orchard Road Medical Centre, Stonebridge Surgery",
    ),
    ("Lead GP", "Dr Imran Qureshi, Market Square Practice"),
    ("Written by", "Linda Marsh, practice manager, Market Square Practice, with Dr Qureshi"),
    ("For", "PBC Governance Committee, Mereford and Wealdham PCT (Teresa Whitlock, secretary)"),
    ("Sent in", "14 May 2007"),
    ("Covers", "2007/08 from 4 September 2007, and 2008/09 as the first full year"),
]

REFERRALS = [
    ["Practice", "Patients", "Sent to dermatology 2006/07", "Per 1,000 patients"],
    ["Bell Lane Surgery", "8,340", "176", "21.1"],
    ["Market Square Practice", "10,270", "214", "20.8"],
    ["Orchard Road Medical Centre", "5,895", "141", "23.9"],
    ["Stonebridge Surgery", "4,310", "103", "23.9"],
    ["All four", "28,815", "634", "22.0"],
]

ACTIVITY = [
    ["Activity", "September 2007 to March 2008", "2008/09"],
    ["Clinics held", "50", "88"],
    ["New patient slots (5 a clinic)", "250", "440"],
    ["New patients seen", "215", "410"],
    ["Follow-ups", "150", "369"],
    ["Appointments in all", "365", "779"],
    ["Hospital first attendances replaced", "215", "410"],
    ["Hospital follow-ups replaced", "230", "738"],
]

EFFICIENCY = [
    ["Measure", "Kelhampton now", "Our clinic, first full year"],
    ["Follow-ups for each new patient", "1.8", "0.9"],
    ["Appointments missed", "13%", "6%"],
    ["Diagnosed and treated at the first visit", "20%", "65%"],
    ["Days from appointment to letter", "19", "2"],
]

SET_UP = [
    ("Dermatoscopes", "2 at £495", 990),
    ("Liquid nitrogen flask and two spray guns", "Quotation, April", 1480),
    ("Couch and examination lamp", "Quotation, April", 1875),
    ("Electrosurgery unit", "Catalogue price", 860),
    ("Camera and computer template", "Catalogue price", 640),
    ("Nurse's dermatology module", "University fee", 1450),
    ("Two training evenings for GPs and nurses", "2 at £450", 900),
]

RUNNING = [
    ("Dr Qureshi", "£260 a clinic", 13000, 22880),
    ("Nurse, Band 6, 4 hours a clinic", "£19.50 an hour", 3900, 6864),
    ("Rooms, heat and light", "£30 a clinic", 1500, 2640),
    ("Dressings, nitrogen, local anaesthetic", "£25 a clinic", 1250, 2200),
    ("Histology, 37 then 70 specimens", "£34 each", 1258, 2380),
    ("Consultant mentoring, 7 then 12 half days", "£250 each", 1750, 3000),
    ("Extra defence subscription", "£1,250 a year", 729, 1250),
]

RECOVERY = [
    ["Year", "7 months of 2007/08", "2008/09"],
    ["Hospital attendances not paid for", "£36,130", "£86,264"],
    ["Running the clinic", "£23,387", "£41,214"],
    ["Setting it up", "£8,195", "nil"],
    ["Left over", "£4,548", "£45,050"],
]

PRICES = [
    ["Who", "How it is made up", "Cost for each patient"],
    ["Our clinic", "£41,214 for 410 patients", "£100.52"],
    ["East Kelham PCT's skin clinic", "£71 new, £44 follow-up, 0.9 follow-ups", "£110.60"],
    ["Northgate Dermatology, Mereford", "One price, follow-ups included", "£118.00"],
    ["Wealdham General at tariff", "£106 new, £58 follow-up, 1.8 follow-ups", "£210.40"],
]

RISKS = [
    ["What might happen", "Likely?", "What we will do"],
    [
        "Dr Qureshi is ill, or leaves",
        "Medium",
        "Dr Venn starts the dermatology diploma in September 2007 and can take over from summer 2008. "
        "Until then, if more than two clinics in a row are lost, patients are offered the next hospital "
        "slot, keeping their place by date of referral.",
    ],
    [
        "A melanoma is taken for something harmless",
        "Low",
        "Every pigmented lesion is looked at with a dermatoscope and photographed. Any doubt goes by two "
        "week fax the same day. Every specimen taken is sent to histology.",
    ],
    [
        "GPs refer more because it is easy",
        "Medium",
        "One-page form with thresholds, referral rates by practice sent round every month, and a limit "
        "of 440 new slots a year.",
    ],
    [
        "Clinics are not full",
        "Low",
        "We are paid for clinics held, so if under four new slots in five are filled for two months we "
        "drop to three clinics a fortnight.",
    ],
    [
        "Patients turn out to need a consultant after all",
        "Medium",
        "If one in twelve did (34 a year) the saving would fall by about £7,200. Dr Qureshi checks the "
        "reasons every month and tightens the form.",
    ],
    [
        "Nitrogen runs out or equipment breaks",
        "Low",
        "Weekly delivery, spare spray gun, loan cover in the contract.",
    ],
]


def content(paper: Paper) -> None:
    """Write the submission on an empty paper."""
    paper.title(TITLE, "Business case from the Wealdham PBC Locality, May 2007")
    paper.table([list(row) for row in TOP], (3.2, 12.8), "Who sends this case, to whom and when", header=False)

    paper.heading("1. In short")
    paper.text(
        "We want to run a skin clinic at Market Square Practice for the patients of all four Wealdham "
        "practices. Dr Imran Qureshi, a GP with a special interest in dermatology, and a practice nurse "
        "will see the routine two thirds of skin referrals, which now go to Wealdham General Hospital's "
        "outpatient clinic at Kelhampton.",
        "In a full year the clinic will see 410 new patients and cost £41,214. The hospital care it "
        "takes the place of costs £86,264 at tariff. Setting up costs £8,195 and is paid back by 31 "
        "March 2008. We would like to see the first patients on Tuesday 4 September, so we are asking "
        "for a decision in June.",
    )

    paper.heading("2. Why skins?")
    paper.text(
        "Because we send so many. Last year 634 of our patients went to dermatology for the first time, "
        "which is 22.0 for every 1,000 on our lists.[^sus] The PCT average is 18.6. They came back for "
        "another 1,141 follow-ups.",
    )
    paper.caption("Table 1. Who sends what")
    paper.table(REFERRALS, (6.4, 2.6, 4.2, 2.8), "First dermatology attendances by practice", bold_rows=TOTALS)
    paper.text(
        "In February Dr Qureshi and Dr Claire Venn (Orchard Road) pulled 120 referral letters from "
        "summer 2006, thirty from each practice, and looked at what had become of the patients. "
        "Seventy-eight (65%) had something a GP with extra training can deal with. Twenty-six (22%) were "
        "suspected cancers and sixteen (13%) needed a consultant. Sixty-five per cent of 634 is 412; we "
        "have planned on 410. The same audit supplies most of the figures below.",
    )

    paper.heading("3. What the clinic will do")
    paper.bullets(
        "**Where and when.** Consulting room 6 and the treatment room at Market Square. Tuesdays 1.30 to "
        "5.00 and Thursdays 9.00 to 12.30. One clinic a week in September, two from October, 88 in a "
        "full year.",
        "**Who.** Dr Qureshi and Sister Karen Doyle, practice nurse. Each clinic has five new "
        "appointments of 25 minutes and five follow-ups of 15.",
        "**For whom.** Patients of the four practices with eczema, psoriasis, acne, rosacea, sun damage, "
        "warts that will not shift, rashes nobody can put a name to, and lumps thought to be harmless.",
        "**Not for.** Suspected melanoma or squamous cell cancer (two week wait to Kelhampton, as now), "
        "light treatment, drugs that need hospital monitoring, and anyone already under a dermatologist.",
        "**What is done.** Diagnosis, dermoscopy, freezing, curettage, punch biopsy, and a treatment "
        "plan to take home.",
        "**Getting in.** One-page form through Choose and Book. Dr Qureshi reads the form within three "
        "working days. The patient can still pick a hospital.",
    )
    paper.caption("Table 2. Numbers we expect")
    paper.table(ACTIVITY, (6.8, 6.2, 3.0), "Clinics, appointments and hospital attendances replaced")
    paper.text(
        "The hospital follow-ups replaced are low in the first year because people seen in February or "
        "March would not have been due back until after April.",
    )

    paper.heading("4. What patients will notice")
    paper.bullets(
        "A first appointment in three weeks. In our audit half of them waited ten weeks or more.",
        "For two in three, diagnosis and treatment at the first visit. At Kelhampton one in five had "
        "that; the rest were asked to come back for freezing or a biopsy.",
        "A written plan: which cream goes where, how much, and what to do when it flares. At present "
        "nobody gets one, and we do not get the letter for 19 days.",
        "A nurse to ring. Karen will take calls from clinic patients for the half hour before the "
        "Tuesday clinic and after the Thursday one.",
        "Biopsy results within 14 days, by telephone if they prefer.",
    )

    paper.heading("5. Less to-ing and fro-ing")
    paper.text(
        "We went through the notes of 40 hospital follow-ups. More than half (22 of 40) were to see "
        "whether a cream had worked, which the patient's own GP or nurse could have told them. We shall "
        "discharge with a plan unless there is a reason not to. Missed appointments at Karen's other "
        "clinics, where patients are rung the day before, run at 5.5%.",
    )
    paper.caption("Table 3. Now and then")
    paper.table(EFFICIENCY, (7.4, 3.8, 4.8), "Four measures of efficiency now and in the first full year")
    paper.text("We shall count all four every quarter and send the results to the practices and the PCT.")

    paper.heading("6. Nearer and quicker")
    paper.text(
        "Kelhampton is 14 miles from Market Square: 25 minutes and £2.50 to park, or two buses and 70 "
        "minutes each way. Market Square is within four miles for 88% of our patients, and nobody on our "
        "lists is more than seven miles off.",
        "On 18 weeks, 31 of the 120 patients in the audit (26%) started treatment later than that, and "
        "the middle one at 15 weeks. In our clinic everyone will be seen within three weeks of referral "
        "and have started treatment within six. Anybody we pass on to a consultant will go with at least "
        "14 of the 18 weeks still on the clock. That puts all our clinic patients inside 18 weeks from "
        "the first month, well before December 2008.",
    )

    paper.heading("7. Does it work?")
    paper.text(
        "Yes, if the doctor is properly trained and the right patients come. The Bristol trial put 556 "
        "patients with non-urgent skin problems by lot to a GP with a special interest or to hospital "
        "outpatients. Nine months on there was no difference in how their skin affected their lives, and "
        "the GP's patients had waited 40 days less.[^trial]",
        "The clinic keeps to the NICE guidance on skin tumours of February 2006 (melanoma and squamous "
        "cell cancers go to the hospital team) and the NICE appraisals on eczema, numbers 81 and 82 of "
        "2004. For psoriasis and acne we use the British Association of Dermatologists' guidelines. In "
        "his old post Dr Qureshi compared his diagnosis with the histology for 212 lesions he had "
        "biopsied from 2004 to 2006: they agreed in 187 (88%).",
    )

    paper.heading("8. Keeping it safe")
    paper.bullets(
        "**Who answers for it.** Dr Qureshi clinically. Dr Ruth Ashdown, who leads on clinical "
        "governance for the locality, goes through the clinic's figures and incidents with him every "
        "quarter.",
        "**Training.** Dr Qureshi has the Cardiff diploma (2003) and was clinical assistant in "
        "dermatology at Kelhampton from 2000 to 2006. The PCT's accreditation panel sees him on 19 June "
        "under the new Department of Health competences for skin GPs (April 2007). No clinics until he "
        "has passed. Sister Doyle takes the university's dermatology module in July.",
        "**Supervision.** Half a day a month with Dr Elspeth Nairn, consultant dermatologist at St "
        "Bride's Hospital, on difficult cases and photographs. The fee is in Table 4.",
        "**Infection control.** The PCT's nurse inspected both rooms on 2 May. Elbow taps were fitted on "
        "9 May and nothing else is outstanding.",
        "**Specimens.** All go to histology. The log is checked against results every Friday.",
        "**Incidents and complaints.** Incidents to the PCT within two working days and to our quarterly "
        "significant event meeting. Complaints through the practice procedure, with a copy to Dr "
        "Ashdown.",
        "**Audit.** Diagnosis against histology, complete removal, and the Dermatology Life Quality "
        "Index at the first visit and three months later. First report February 2008.",
    )

    paper.heading("9. The sums")
    paper.heading("What it costs", level=2)
    paper.caption("Table 4. Costs[^prices]")
    paper.table(cost_rows(), (7.3, 3.3, 3.4, 2.0), "Set-up and running costs", bold_rows=TOTALS)
    paper.heading("What comes out of the hospital bill", level=2)
    paper.text(
        "At tariff a first attendance is £106 and a follow-up £58. In a full year 410 first attendances "
        "(£43,460) and 738 follow-ups (£42,804) stop, £86,264 together. From September to March it is "
        "215 (£22,790) and 230 (£13,340), £36,130 together. Under payment by results a visit that does "
        "not happen is not paid for.",
        "We are not guessing that it happens. When the Northgate service opened in April 2006, first "
        "attendances at hospital from the two practices that used it went from 498 to 306 in the year, a "
        "fall of 39%. Dennis Crowe, who handles contracts at the PCT, e-mailed on 3 May that our numbers "
        "will be taken off the 2007/08 dermatology plan from 1 September and off the 2008/09 plan for "
        "the full year.",
    )
    paper.heading("Paying it back", level=2)
    paper.caption("Table 5. Money out and money saved")
    paper.table(RECOVERY, (7.4, 4.6, 4.0), "Savings, costs and what is left in each year", bold_rows=TOTALS)
    paper.text(
        "So the £8,195 is recovered inside seven months, by 31 March 2008. We tried it with a quarter "
        "fewer patients and no drop in cost: the saving to March is then £27,098, which leaves £3,711 "
        "towards the set-up, and the remaining £4,484 is cleared by the end of June 2008, month ten.",
    )
    paper.heading("How our price compares", level=2)
    paper.caption("Table 6. Cost for each patient, first visit and follow-ups")
    paper.table(PRICES, (5.7, 6.9, 3.4), "Our cost for each patient beside three other providers")
    paper.text(
        "We are cheapest by £10 and less than half of tariff. By appointment we come to £52.91 (779 of "
        "them). If the going rate for a GP skin clinic is £100 to £120, we are at the bottom of it.",
    )
    paper.heading("Indicative budget", level=2)
    paper.text("To follow from the finance team (asked 27 April, chased 9 May).")

    paper.heading("10. Contract")
    paper.text(
        "A local enhanced service, added to Market Square's GMS contract by variation, from 1 September "
        "2007 to 31 August 2008 with three months' notice on either side. The PCT pays £468 for each "
        "clinic held (running costs divided by clinics, the same in both years), monthly in arrears on "
        "our return, and the set-up costs once against invoices. No number of clinics is guaranteed.",
        "We have not yet considered whether a tender is needed.",
    )

    paper.heading("11. What patients told us")
    paper.text(
        "In March we wrote to 150 people from the four practices who had been to Kelhampton for their "
        "skin in 2006. Ninety-two wrote back (61%). Eighty-one of them (88%) would rather have come to "
        "Market Square, six did not mind and five would rather go to the hospital. The commonest remark "
        "was about the buses.",
        "Market Square's patient group talked about it on 20 March, with fourteen there. All were in "
        "favour. They asked to be told in advance what to bring and how long results take, and both are "
        "now in the appointment letter.",
    )

    paper.heading("12. What could go wrong")
    paper.caption("Table 7. Risks")
    paper.table(RISKS, (4.6, 2.0, 9.4), "Risks, how likely each is and what will be done")

    paper.heading("13. Interests")
    paper.text(
        "Dr Qureshi will be paid for the clinics and the practice will be paid for the rooms. He left "
        "the room when the locality agreed this case on 24 April; the other three practices were all for "
        "it. His declaration went to Teresa Whitlock on 26 April.",
    )

    paper.heading("14. Dates")
    paper.bullets(
        "14 May: this case to the committee",
        "June: decision",
        "19 June: accreditation panel",
        "July: equipment ordered, Sister Doyle's module, first training evening",
        "4 September: first clinic",
        "February 2008: first audit report, and a look at whether to go on after August",
    )
    paper.text(
        "Linda Marsh and Dr Imran Qureshi, Market Square Practice, 14 May 2007",
        "Questions to Linda, 01632 960147, mornings are best.",
    )


def cost_rows() -> list[list[str]]:
    """Return the rows of the table of costs, with its totals."""
    rows = [["Item", "How worked out", "7 months of 2007/08", "2008/09"]]
    rows += [[item, basis, pounds(cost), "nil"] for item, basis, cost in SET_UP]
    set_up = sum(cost for _, _, cost in SET_UP)
    rows.append(["Set-up in all", "", pounds(set_up), "nil"])
    rows += [[item, basis, pounds(first), pounds(full)] for item, basis, first, full in RUNNING]
    first_year, full_year = sum(line[2] for line in RUNNING), sum(line[3] for line in RUNNING)
    rows.append(["Running costs in all", "", pounds(first_year), pounds(full_year)])
    rows.append(["Total", "", pounds(set_up + first_year), pounds(full_year)])
    return rows


def pounds(amount: int) -> str:
    """Return whole pounds as they are written."""
    return f"£{amount:,}"


def main() -> None:
    """Write submission.docx beside this file."""
    paper = Paper(FOOTNOTES)
    content(paper)
    file = paper.to_bytes(title=TITLE, author=AUTHOR, dated=SUBMITTED, footer="Wealdham PBC Locality: skin clinic")
    Path(__file__).with_name("submission.docx").write_bytes(file)


if __name__ == "__main__":
    main()
