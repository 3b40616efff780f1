; The setup of qdesk: for one user, without administrator rights.
;
;   makensis -DVERSION=0.1.0 -DPROGRAM=dist/qdesk -DUNINSTALL_LIST=build/uninstall.nsh -DOUTPUT=dist/x.exe setup.nsi
;
; /S             asks nothing (computer rooms); exit status 0 done, 3 qdesk is running, 4 could not be written
; /D=C:\folder   another folder; the last word, without quotes
; /NODESKTOP     no icon on the desktop

Unicode true
!ifndef TARGET
  !define TARGET amd64-unicode  ; Debian's NSIS has it; that for Windows makes x86-unicode only
!endif
Target ${TARGET}
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
RequestExecutionLevel user
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32
!endif

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh

!define TITLE "qdesk 质量年度报告"
!define OF_UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\qdesk"
!define KIND "qdesk.Store"
!define STATUS_RUNNING 3
!define STATUS_NOT_WRITTEN 4

Name "${TITLE}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\qdesk"
InstallDirRegKey HKCU "Software\qdesk" "InstallDir"
BrandingText "qdesk ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 ProductName "qdesk"
VIAddVersionKey /LANG=2052 CompanyName "qdesk"
VIAddVersionKey /LANG=2052 FileDescription "qdesk 质量年度报告 安装程序"
VIAddVersionKey /LANG=2052 FileVersion "${VERSION}"
VIAddVersionKey /LANG=2052 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=2052 LegalCopyright "qdesk"

!define ICONS "../../resources/icons"  ; makensis works in the folder of this file
!define MUI_ICON "${ICONS}/qdesk.ico"
!define MUI_UNICON "${ICONS}/qdesk.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "setup.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "setup.bmp"
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TITLE "安装 ${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "只为当前用户安装，不需要管理员权限，也不需要联网。$\r$\n$\r$\n如果已经装过旧版本，会直接升级：报告数据、设置和备份都保留。$\r$\n$\r$\n安装前请先关闭正在运行的 qdesk。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\qdesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开 qdesk"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "只删除程序。报告数据、设置、备份和日志都不动，位置在下一页说明。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "qdesk 已卸载"
!define MUI_FINISHPAGE_TEXT "您的数据没有动：$\r$\n$\r$\n报告数据（.qdesk）：$DOCUMENTS\qdesk，以及您自己另存的位置$\r$\n$\r$\n设置、备份、日志、自己的编写规范：$LOCALAPPDATA\qdesk$\r$\n$\r$\n以后再装 qdesk，可以接着用；确实不要了，可以自己删除这两个文件夹。"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE SimpChinese

; A program that runs cannot be opened for writing. Asked again until it is closed or the user gives up.
!macro REFUSE_RUNNING UN
Function ${UN}RefuseRunning
  again:
  StrCpy $0 ""
  Push "$INSTDIR\qdesk.exe"
  Call ${UN}IsHeld
  Pop $1
  Push "$INSTDIR\qdesk-cli.exe"
  Call ${UN}IsHeld
  Pop $2
  ${If} $1 == 0
  ${AndIf} $2 == 0
    Return
  ${EndIf}
  ${If} ${Silent}
    SetErrorLevel ${STATUS_RUNNING}
    Abort
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "qdesk 正在运行，不能替换或删除。$\r$\n$\r$\n请先关闭 qdesk 的窗口（修改都已自动保存），再点“重试”。" IDRETRY again
  SetErrorLevel ${STATUS_RUNNING}
  Abort
FunctionEnd

Function ${UN}IsHeld
  Exch $0
  Push $1
  StrCpy $1 0
  ${If} ${FileExists} "$0"
    ClearErrors
    FileOpen $1 "$0" a
    ${If} ${Errors}
      StrCpy $1 1
    ${Else}
      FileClose $1
      StrCpy $1 0
    ${EndIf}
  ${EndIf}
  StrCpy $0 $1
  Pop $1
  Exch $0
FunctionEnd
!macroend
!insertmacro REFUSE_RUNNING ""
!insertmacro REFUSE_RUNNING "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "qdesk 需要 Windows 10 或 11（64 位）。" /SD IDOK
    SetErrorLevel ${STATUS_NOT_WRITTEN}
    Abort
  ${EndIf}
FunctionEnd

Section "qdesk"
  Call RefuseRunning
  ; An older version is taken away first, so that nothing of it is left; it knows its own files, and no data.
  StrCpy $R9 "new"
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    StrCpy $R9 "upgrade"
    ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR'
  ${EndIf}
  SetOutPath "$INSTDIR"
  ClearErrors
  SetOverwrite try
  File /r "${PROGRAM}/*"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "有文件写不进去：$INSTDIR$\r$\n$\r$\n请检查磁盘空间和权限，关闭 qdesk，再重新运行安装程序。数据没有动。" /SD IDOK
    SetErrorLevel ${STATUS_NOT_WRITTEN}
    Abort
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\qdesk.exe"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/NODESKTOP" $1
  ${If} ${Errors}
  ${AndIf} $R9 == "new"  ; an icon that the user took away stays away
    CreateShortCut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\qdesk.exe"
  ${EndIf}

  WriteRegStr HKCU "Software\qdesk" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.qdesk" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\.qdesk\OpenWithProgids" "${KIND}" ""
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "质量年度报告数据"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\_internal\qdesk\resources\icons\document.ico"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\qdesk.exe" "%1"'
  ${RefreshShellIcons}

  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegStr HKCU "${OF_UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${OF_UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${OF_UNINSTALL}" "Publisher" "qdesk"
  WriteRegStr HKCU "${OF_UNINSTALL}" "DisplayIcon" "$INSTDIR\qdesk.exe"
  WriteRegStr HKCU "${OF_UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${OF_UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${OF_UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${OF_UNINSTALL}" "EstimatedSize" $0
  WriteRegDWORD HKCU "${OF_UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${OF_UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.RefuseRunning
  !include "${UNINSTALL_LIST}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ; While it is being replaced, the entries and the desktop stay as the user arranged them.
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey HKCU "${OF_UNINSTALL}"
  DeleteRegKey HKCU "Software\qdesk"
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  DeleteRegValue HKCU "Software\Classes\.qdesk\OpenWithProgids" "${KIND}"
  ReadRegStr $0 HKCU "Software\Classes\.qdesk" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey HKCU "Software\Classes\.qdesk"
  ${EndIf}
  ${RefreshShellIcons}
SectionEnd
