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
    > ?
    page outgoing/{job}/STATUS.html
    > 已暂停

午饭后继续，茶还没凉就完成了。

    order resume {job}
    > ?
    done 春季
    page outgoing/{job}/STATUS.html
    > ?

## 星期二

三行是红色的：商店没有这些东西。她把结果表格复制到桌面，改好，原样放回。

    take outgoing/{job}/春季-results.xlsx
    table 春季-results.xlsx
    | 品名 | 数量 | 状态 | 合计 |
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

## 星期三

小陈要把全部内容存成一个文件。

    take outgoing/{job}/春季 改-results.zip
    list 春季 改-results.zip
    > ?

## 星期四

什么都不顺。小陈有一份带密码的表格、

    make a workbook with a password as 保密.xlsx
    drop 保密.xlsx into incoming/orders
    rejected 保密.xlsx
    > ?

一份旧格式的、

    make an old workbook as 价格.xls
    drop 价格.xls into incoming/orders
    rejected 价格.xls
    > ?

网络太慢而只传了一半的，和一个空文件。这两个在等待，共享的总页面说明原因。

    make half a workbook as 一半.xlsx
    drop 一半.xlsx into incoming/orders
    make an empty file as 空.csv
    drop 空.csv into incoming/orders
    page outgoing/STATUS.html
    > ?

同事的表格里有一个坏字节、

    make a GBK table with a broken byte as 国标.csv
    drop 国标.csv into incoming/orders
    rejected 国标.csv
    > ?

有一份没有数量，还有一份把列名写错了。

    make a table as 没有数量.xlsx
    | 品名 |
    | 茶杯 |
    drop 没有数量.xlsx into incoming/orders
    rejected 没有数量.xlsx
    > ?
    make a table as 写错.xlsx
    | 品名 | 数童 |
    | 茶杯 | 3    |
    drop 写错.xlsx into incoming/orders
    rejected 写错.xlsx
    > ?

## 星期五

小李用照片的模板下订单，却放进了订单的文件夹，

    take incoming/photos/模板-photos-template.xlsx
    fill in 模板-photos-template.xlsx as 图片.xlsx
    | 图片   |
    | 茶.png |
    drop 图片.xlsx into incoming/orders
    rejected 图片.xlsx
    > ?

选了一个没有的预设，

    make a table as 冬季.xlsx
    | 品名 | 数量 |
    | 茶杯 | 10   |
    set 冬季.xlsx preset to gold
    drop 冬季.xlsx into incoming/orders
    rejected 冬季.xlsx
    > ?

直接填写了模板，

    take incoming/orders/模板-orders-template.xlsx
    fill in 模板-orders-template.xlsx as 模板-orders-template.xlsx
    | 品名 | 数量 |
    | 茶杯 | 10   |
    drop 模板-orders-template.xlsx into incoming/orders
    read incoming/orders/请另存为-SAVE-AS.txt
    > ?

又放入了一张不是图片的图片、一个带密码的 ZIP 和一个只有信件的文件夹。

    make a picture that is text as 茶.png
    drop 茶.png into incoming/photos
    done 茶
    page outgoing/{job}/STATUS.html
    > ?
    make a ZIP with a password as 照片.zip
    drop 照片.zip into incoming/photos
    rejected 照片.zip
    > ?
    make a folder without tables and pictures as 信件
    drop 信件 into incoming/photos
    rejected 信件
    > ?

最后，一张好的图片结束了这一周。

    make a picture as 壶.png
    drop 壶.png into incoming/photos
    done 壶
    take outgoing/{job}/壶-results.xlsx
    table 壶-results.xlsx
    | 图片 | 状态 |
