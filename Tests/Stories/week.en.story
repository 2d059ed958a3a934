# A week in an office

Li and Chen order cups. They have a share on the network, a spreadsheet program and a file manager, and nothing else.

## Monday

In the folder of the orders lies a workbook to fill in. Li takes it to her desk and fills in eight orders.

    take incoming/orders/模板-orders-template.xlsx
    fill in 模板-orders-template.xlsx as spring.xlsx
    | Product | Number | Code |
    | cup     | 10     | 0017 |
    | pot     | 2      | 0018 |
    | kup     | 4      | 0019 |
    | bowl    | 6      | 0020 |
    | cups    | 3      | 0021 |
    | pot     | 1      | 0022 |
    | bowel   | 5      | 0023 |
    | cup     | 12     | 0024 |

She copies it into the folder under a name of her own. Within seconds the job has a folder in outgoing, with a page that
says how far it is.

    drop spring.xlsx into incoming/orders
    job spring
    page outgoing/{job}/STATUS.html
    > spring.xlsx
    > Running

The shop must know of the orders first: she drops the job's ticket into the folder "pause", and the job stops.

    order pause {job}
    > The job is paused: no further row starts. Running rows come to their end.
    page outgoing/{job}/STATUS.html
    > Paused

After lunch it goes on, and is through before her tea is.

    order resume {job}
    > The job goes on.
    done spring
    page outgoing/{job}/STATUS.html
    > Completed with failures
    > The shop has no 'kup'.

## Tuesday

Three rows are red: names that the shop does not know. She takes the results workbook to her desk.

    take outgoing/{job}/spring-results.xlsx
    table spring-results.xlsx
    | Product | Number | Status | Total |
    | cup     | 10     | Done   | 30    |
    | pot     | 2      | Done   | 40    |
    | kup     | 4      | Failed |       |
    | bowl    | 6      | Done   | 30    |
    | cups    | 3      | Failed |       |
    | pot     | 1      | Done   | 20    |
    | bowel   | 5      | Failed |       |
    | cup     | 12     | Done   | 36    |

She corrects them there and drops the workbook back, as it is.

    correct spring-results.xlsx at Product "kup"
    | Product |
    | cup     |
    correct spring-results.xlsx at Product "cups"
    | Product |
    | cup     |
    correct spring-results.xlsx at Product "bowel"
    | Product |
    | bowl    |
    rename spring-results.xlsx to spring again.xlsx
    drop spring again.xlsx into incoming/orders
    done spring again
    take outgoing/{job}/spring again-results.xlsx
    table spring again-results.xlsx
    | Product | Number | Status | Total |
    | cup     | 10     | Done   | 30    |
    | pot     | 2      | Done   | 40    |
    | cup     | 4      | Done   | 12    |
    | bowl    | 6      | Done   | 30    |
    | cup     | 3      | Done   | 9     |
    | pot     | 1      | Done   | 20    |
    | bowl    | 5      | Done   | 25    |
    | cup     | 12     | Done   | 36    |

Three rows ran; the five good ones were carried over.

    page outgoing/{job}/STATUS.html
    > Dropped back: taken over from the job <job>, at no further cost: 5. Rows to run: 3. Of those to run: changed: 3.

## Wednesday

Chen needs it all in one file, for the archive.

    take outgoing/{job}/spring again-results.zip
    list spring again-results.zip
    > originals/spring again.xlsx
    > spring again-results.xlsx

## Thursday

Nothing works. Chen has a workbook with a password,

    make a workbook with a password as secret.xlsx
    drop secret.xlsx into incoming/orders
    rejected secret.xlsx
    > “secret.xlsx” has a password. Open it, remove the password (in Excel: File, Info, Protect Workbook), save it again, and drop it again.

one from the old days,

    make an old workbook as prices.xls
    drop prices.xls into incoming/orders
    rejected prices.xls
    > “prices.xls” is not an Excel workbook but an old Excel workbook (.xls). Open it in Excel or WPS, save it as .xlsx, and drop that.

half of one, since the network was slow, and an empty one. Both wait for their rest, and the page of the share says so.

    make half a workbook as half.xlsx
    drop half.xlsx into incoming/orders
    make an empty file as empty.csv
    drop empty.csv into incoming/orders
    page outgoing/STATUS.html
    > “half.xlsx” is not complete yet: the end of the file is missing. If the copy is not still going on, copy it here again.
    > “empty.csv” is empty (0 bytes). If the copy is not still going on, copy it here again, or delete it.

A table of a colleague with one broken byte,

    make a GBK table with a broken byte as gbk.csv
    drop gbk.csv into incoming/orders
    rejected gbk.csv
    > “gbk.csv” looks like GB18030 (Chinese), but line 12 holds a byte that is not. Open the file, look at that line, and save it as “CSV UTF-8”.

one without the numbers, and one in which somebody misspelt them.

    make a table as no number.xlsx
    | Product |
    | cup     |
    drop no number.xlsx into incoming/orders
    rejected no number.xlsx
    > The sheet “Sheet” of “no number.xlsx” lacks the column “Number”; the header was looked for in row 1. Add it and drop the file again.
    make a table as misspelt.xlsx
    | Product | Numbr |
    | cup     | 3     |
    drop misspelt.xlsx into incoming/orders
    letter misspelt.xlsx
    > The sheet “Sheet” of “misspelt.xlsx” lacks the column “Number”; the header was looked for in row 1. The column “Numbr” looks like “Number”. Add it and drop the file again.
    >
    > What to do: open “misspelt-marked.xlsx” beside this text. What is to be corrected is orange there, with a comment. Correct it, save it, and copy it into the folder “orders” again.
    > Nothing of it was run. “misspelt.xlsx” lies here as it was dropped.
    >
    > How to fill in the columns: see “模板-orders-template.xlsx” in the drop folder “orders”.
    see rejected/misspelt-marked.xlsx

## Friday

Li orders pictures with the workbook for photos, but in the folder of the orders.

    take incoming/photos/模板-photos-template.xlsx
    fill in 模板-photos-template.xlsx as pictures.xlsx
    | Image   |
    | cup.png |
    drop pictures.xlsx into incoming/orders
    rejected pictures.xlsx
    > This workbook is a template of the workflow 'photos', and it was dropped into the folder of 'orders'. Drop it into the folder 'photos', or use the template of 'orders'.

She chooses a preset that nobody has,

    make a table as winter.xlsx
    | Product | Number |
    | cup     | 10     |
    set winter.xlsx preset to gold
    drop winter.xlsx into incoming/orders
    rejected winter.xlsx
    > The workflow 'orders' has no preset 'gold'. It has none.

fills in the template where it lies,

    take incoming/orders/模板-orders-template.xlsx
    fill in 模板-orders-template.xlsx as 模板-orders-template.xlsx
    | Product | Number |
    | cup     | 10     |
    drop 模板-orders-template.xlsx into incoming/orders
    read incoming/orders/请另存为-SAVE-AS.txt
    > “模板-orders-template.xlsx” was changed. It is only a template and is never started.
    > To start it, save it under another name in this folder; then delete the changed template: a new one comes by itself.
    > Nothing in it was touched.
    >
    >
    > “模板-orders-template.xlsx”已被改动。它只是模板，不会被处理。
    > 要开始处理，请把它另存为新的文件名并放在本文件夹；然后删除改动过的模板，新模板会自动出现。
    > 其中的内容没有被改动。

drops a picture that is none, a ZIP that is locked, and a folder with letters.

    make a picture that is text as cup.png
    drop cup.png into incoming/photos
    done cup
    page outgoing/{job}/STATUS.html
    > “cup.png” is not a picture, or of a kind that cannot be used. Save it as JPEG, PNG, WebP, TIFF, HEIC or AVIF and try again.
    make a ZIP with a password as photos.zip
    drop photos.zip into incoming/photos
    rejected photos.zip
    > “photos.zip” is protected by a password. Make the ZIP again without one.
    make a folder without tables and pictures as letters
    drop letters into incoming/photos
    rejected letters
    > There is no workbook, CSV file or picture in “letters”. Drop an .xlsx or .csv file, or pictures.

And then a good picture, to end the week.

    make a picture as pot.png
    drop pot.png into incoming/photos
    done pot
    take outgoing/{job}/pot-results.xlsx
    table pot-results.xlsx
    | Image   | Status |
    | pot.png | Done   |
