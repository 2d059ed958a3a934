# 办公室的一周

小李和小陈订购茶具。他们只有网络共享、表格软件和文件管理器。

## 星期一

订单的文件夹里有一份待填写的表格。小李把它复制到桌面，填写八个订单。

    take incoming/orders/模板-orders-template.xlsx
    fill in 模板-orders-template.xlsx as 春季.xlsx
    | 品名 | 数量 | 编码 |
    | 茶杯 | 10   | 0017 |
    | 茶壶 | 2    | 0018 |
    | 茶怀 | 4    | 0019 |
    | 碗   | 6    | 0020 |
    | 荼杯 | 3    | 0021 |
    | 茶壶 | 1    | 0022 |
    | 碗碗 | 5    | 0023 |
    | 茶杯 | 12   | 0024 |

她用自己的文件名放进去。几秒之内，outgoing 里就有了这个任务的文件夹，里面的页面说明进度。

    drop 春季.xlsx into incoming/orders
    job 春季
    page outgoing/{job}/STATUS.html
    > 春季.xlsx

商店要先知道这些订单：她把任务票放进“pause”，任务暂停。

    order pause {job}
    > 任务已暂停：不再开始新的行，正在处理的行会继续到完成。
    page outgoing/{job}/STATUS.html
    > 已暂停

午饭后继续，茶还没凉就完成了。

    order resume {job}
    > 任务继续运行。
    done 春季
    page outgoing/{job}/STATUS.html
    > 已完成（有失败行）
    > The shop has no '茶怀'.

## 星期二

三行是红色的：商店没有这些东西。她把结果表格复制到桌面，改好，原样放回。

    take outgoing/{job}/春季-results.xlsx
    table 春季-results.xlsx
    | 品名 | 数量 | 状态 | 合计 |
    | 茶杯 | 10 | 已完成 | 30 |
    | 茶壶 | 2 | 已完成 | 40 |
    | 茶怀 | 4 | 失败 |  |
    | 碗 | 6 | 已完成 | 30 |
    | 荼杯 | 3 | 失败 |  |
    | 茶壶 | 1 | 已完成 | 20 |
    | 碗碗 | 5 | 失败 |  |
    | 茶杯 | 12 | 已完成 | 36 |
    correct 春季-results.xlsx at 品名 "茶怀"
    | 品名 |
    | 茶杯 |
    correct 春季-results.xlsx at 品名 "荼杯"
    | 品名 |
    | 茶杯 |
    correct 春季-results.xlsx at 品名 "碗碗"
    | 品名 |
    | 碗   |
    rename 春季-results.xlsx to 春季 改.xlsx
    drop 春季 改.xlsx into incoming/orders
    done 春季 改
    take outgoing/{job}/春季 改-results.xlsx
    table 春季 改-results.xlsx
    | 品名 | 数量 | 状态 | 合计 |
    | 茶杯 | 10 | 已完成 | 30 |
    | 茶壶 | 2 | 已完成 | 40 |
    | 茶杯 | 4 | 已完成 | 12 |
    | 碗 | 6 | 已完成 | 30 |
    | 茶杯 | 3 | 已完成 | 9 |
    | 茶壶 | 1 | 已完成 | 20 |
    | 碗 | 5 | 已完成 | 25 |
    | 茶杯 | 12 | 已完成 | 36 |

## 星期三

小陈要把全部内容存成一个文件。

    take outgoing/{job}/春季 改-results.zip
    list 春季 改-results.zip
    > originals/春季 改.xlsx
    > 春季 改-results.xlsx

## 星期四

什么都不顺。小陈有一份带密码的表格、

    make a workbook with a password as 保密.xlsx
    drop 保密.xlsx into incoming/orders
    rejected 保密.xlsx
    > “保密.xlsx”设有密码。请打开它，取消密码（在 Excel 中：文件、信息、保护工作簿），重新保存后再放入。

一份旧格式的、

    make an old workbook as 价格.xls
    drop 价格.xls into incoming/orders
    rejected 价格.xls
    > “价格.xls”不是 Excel 表格，而是旧版 Excel 表格（.xls）。请用 Excel 或 WPS 打开，另存为 .xlsx 后放入。

网络太慢而只传了一半的，和一个空文件。这两个在等待，共享的总页面说明原因。

    make half a workbook as 一半.xlsx
    drop 一半.xlsx into incoming/orders
    make an empty file as 空.csv
    drop 空.csv into incoming/orders
    page outgoing/STATUS.html
    > “一半.xlsx”还不完整：缺少文件结尾。如果不是还在复制，请重新复制到这里。
    > “空.csv”是空文件（0 字节）。如果不是还在复制，请重新复制到这里，或删除它。

同事的表格里有一个坏字节、

    make a GBK table with a broken byte as 国标.csv
    drop 国标.csv into incoming/orders
    rejected 国标.csv
    > “国标.csv”看起来是GB18030（简体中文）编码，但第 12 行有不符合该编码的内容。请打开文件查看这一行，并另存为“CSV UTF-8”。

有一份没有数量，还有一份把列名写错了。

    make a table as 没有数量.xlsx
    | 品名 |
    | 茶杯 |
    drop 没有数量.xlsx into incoming/orders
    rejected 没有数量.xlsx
    > “没有数量.xlsx”的工作表“Sheet”缺少列“数量”；表头按第 1 行识别。请补上后重新放入文件。
    make a table as 写错.xlsx
    | 品名 | 数童 |
    | 茶杯 | 3    |
    drop 写错.xlsx into incoming/orders
    letter 写错.xlsx
    > “写错.xlsx”的工作表“Sheet”缺少列“数量”；表头按第 1 行识别。列“数童”看起来像“数量”。请补上后重新放入文件。
    >
    > 处理方法：打开旁边的“写错-已标注.xlsx”，需要修改的地方标为橙色并带有批注。修改后保存，再次复制到文件夹“orders”。
    > 没有运行任何内容。“写错.xlsx”原样保存在这里。
    >
    > 各列的填写方法：见投放文件夹“orders”中的“模板-orders-template.xlsx”。
    see rejected/写错-已标注.xlsx

## 星期五

小李用照片的模板下订单，却放进了订单的文件夹，

    take incoming/photos/模板-photos-template.xlsx
    fill in 模板-photos-template.xlsx as 图片.xlsx
    | 图片   |
    | 茶.png |
    drop 图片.xlsx into incoming/orders
    rejected 图片.xlsx
    > 此表格是流程“photos”的模板，却放入了“orders”的文件夹。请放入文件夹“photos”，或使用“orders”的模板。

选了一个没有的预设，

    make a table as 冬季.xlsx
    | 品名 | 数量 |
    | 茶杯 | 10   |
    set 冬季.xlsx preset to gold
    drop 冬季.xlsx into incoming/orders
    rejected 冬季.xlsx
    > 流程“orders”没有预设“gold”。该流程没有预设。

直接填写了模板，

    take incoming/orders/模板-orders-template.xlsx
    fill in 模板-orders-template.xlsx as 模板-orders-template.xlsx
    | 品名 | 数量 |
    | 茶杯 | 10   |
    drop 模板-orders-template.xlsx into incoming/orders
    read incoming/orders/请另存为-SAVE-AS.txt
    > “模板-orders-template.xlsx”已被改动。它只是模板，不会被处理。
    > 要开始处理，请把它另存为新的文件名并放在本文件夹；然后删除改动过的模板，新模板会自动出现。
    > 其中的内容没有被改动。
    >
    >
    > “模板-orders-template.xlsx” was changed. It is only a template and is never started.
    > To start it, save it under another name in this folder; then delete the changed template: a new one comes by itself.
    > Nothing in it was touched.

又放入了一张不是图片的图片、一个带密码的 ZIP 和一个只有信件的文件夹。

    make a picture that is text as 茶.png
    drop 茶.png into incoming/photos
    done 茶
    page outgoing/{job}/STATUS.html
    > “茶.png”不是图片，或是不支持的图片格式。请另存为 JPEG、PNG、WebP、TIFF、HEIC 或 AVIF 后重试。
    make a ZIP with a password as 照片.zip
    drop 照片.zip into incoming/photos
    rejected 照片.zip
    > “照片.zip”设有密码。请重新压缩，不要设密码。
    make a folder without tables and pictures as 信件
    drop 信件 into incoming/photos
    rejected 信件
    > “信件”中没有表格、CSV 文件或图片。请放入 .xlsx 或 .csv 文件，或图片。

最后，一张好的图片结束了这一周。

    make a picture as 壶.png
    drop 壶.png into incoming/photos
    done 壶
    take outgoing/{job}/壶-results.xlsx
    table 壶-results.xlsx
    | 原行号 | 状态 |
    | 1 | 已完成 |
