# Tries the setup in dist as a user would, on a real Windows; the first thing that is not so ends it.
$ErrorActionPreference = 'Stop'
$Setup = (Get-ChildItem dist\qdesk-*-setup.exe)[0].FullName
$Place = "$env:LOCALAPPDATA\Programs\qdesk"
$Documents = [Environment]::GetFolderPath('MyDocuments')
$Store = "$Documents\qdesk\示例学校.qdesk"
$Running = 3

function Expect([string] $Sentence, [bool] $True) {
    if (-not $True) { throw "NOT ok  $Sentence" }
    Write-Host "ok      $Sentence"
}

function Invoke-Program([string] $Program, [string[]] $Words) {
    $Process = Start-Process $Program $Words -PassThru -Wait
    return $Process.ExitCode
}

function Wait-Window {
    foreach ($Try in 1..150) {
        $Found = Get-Process qdesk -ErrorAction SilentlyContinue | Where-Object { $_.MainWindowTitle }
        if ($Found) { return $Found }
        Start-Sleep -Milliseconds 200
    }
    throw 'NOT ok  a window within 30 seconds'
}

function Save-Picture([string] $Name) {
    Add-Type -AssemblyName System.Windows.Forms, System.Drawing
    New-Item -ItemType Directory -Force dist\pictures | Out-Null
    $Area = [System.Windows.Forms.SystemInformation]::VirtualScreen
    $Picture = New-Object System.Drawing.Bitmap $Area.Width, $Area.Height
    [System.Drawing.Graphics]::FromImage($Picture).CopyFromScreen($Area.Location, [System.Drawing.Point]::Empty, $Area.Size)
    $Picture.Save("$PWD\dist\pictures\$Name.png")
}

Expect 'it installs silently' ((Invoke-Program $Setup @('/S')) -eq 0)
Expect 'it is there' (Test-Path "$Place\qdesk.exe")
Expect 'the start menu has it' (Test-Path "$env:APPDATA\Microsoft\Windows\Start Menu\Programs\qdesk 质量年度报告.lnk")

& "$Place\qdesk-cli.exe" demo $Store
Expect 'a store is made' ($LASTEXITCODE -eq 0)
Invoke-Item $Store  # the association by which Explorer opens it
$Window = Wait-Window
Start-Sleep 3
Save-Picture 'opened-by-explorer'
Expect 'a store opens by double click' ((Get-Process -Id $Window.Id).MainWindowTitle -like '示例学校*')
Expect 'a running qdesk is not replaced' ((Invoke-Program $Setup @('/S')) -eq $Running)
[void] (Get-Process -Id $Window.Id).CloseMainWindow()
Wait-Process -Id $Window.Id -Timeout 20

$Sum = (Get-FileHash $Store).Hash
Expect 'it installs over itself' ((Invoke-Program $Setup @('/S')) -eq 0)
Expect 'the store is as it was' ((Get-FileHash $Store).Hash -eq $Sum)

# With `_?=` the uninstaller works in place and is waited for; it leaves only itself.
Expect 'it uninstalls silently' ((Invoke-Program "$Place\uninstall.exe" @('/S', "_?=$Place")) -eq 0)
Expect 'the program is gone' (-not (Test-Path "$Place\qdesk.exe"))
Expect 'the keys are gone' (-not (Test-Path 'HKCU:\Software\Classes\qdesk.Store') -and -not (Test-Path 'HKCU:\Software\qdesk'))
Expect 'the store is as it was' ((Get-FileHash $Store).Hash -eq $Sum)
