;;; The page editors/emacs.md followed in a real Emacs, without a terminal.  -*- lexical-binding: t -*-
;;   LC_ALL=C.UTF-8 emacs --batch -l emacs.el PAGE, with the folder of gaireport-lsp on the path and REPORTS, the folder of
;; the published reports. The first of them lacks a section and has what safe fixes put right; it is not written.
(require 'cl-lib)
(require 'flymake)
(defvar eglot-events-buffer-size)

(defun check (ok what)
  (unless ok (error "Failed: %s; the buffer:\n%s" what (buffer-string))))
(defun wait (what f)
  (let ((end (+ (float-time) 20)) ok)
    (while (not (or (setq ok (funcall f)) (> (float-time) end)))
      (accept-process-output nil 0.01))
    (check ok what)))
(defun changed ()                       ; idle timers never run in batch mode: send the changes now
  (eglot--signal-textDocument/didChange))
(defun about (rule)
  (seq-filter (lambda (one) (string-search rule (flymake-diagnostic-text one))) (flymake-diagnostics)))
(defun act (kind title beg end)         ; as M-x eglot-code-actions, choosing the one whose title holds TITLE
  (undo-boundary)
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt actions &rest _)
               (let ((titles (mapcar (lambda (a) (if (consp a) (car a) a)) actions)))
                 (or (seq-find (lambda (a) (string-search title a)) titles) (error "No %s in %S" title titles))))))
    (let ((last-nonmenu-event t))       ; not by mouse: no menu pops up
      (eglot-code-actions beg end kind t)))
  (undo-boundary)
  (changed))

(let* ((args (prog1 command-line-args-left (setq command-line-args-left nil)))
       (page (with-temp-buffer
               (insert-file-contents (pop args))
               (search-forward "```elisp\n")
               (buffer-substring (point) (progn (search-forward "\n```") (match-beginning 0)))))
       (draft (make-temp-file "draft" nil ".txt"))
       (eglot-events-buffer-size 0) (create-lockfiles nil) before all)
  (copy-file (car (directory-files (getenv "REPORTS") t "^000_")) draft t)
  (eval (read page) t)
  (require 'eglot)
  (setq eglot-report-progress nil)
  (switch-to-buffer (find-file-noselect draft)) ; Flymake only starts in a displayed buffer
  (text-mode)
  (setq before (buffer-string))
  (call-interactively #'eglot)          ; eglot-ensure waits for a command loop, which batch mode lacks
  (check (eglot-current-server) "connected")
  (wait "findings" (lambda () (setq all (length (flymake-diagnostics))) (about "missing-section")))
  (message "%d findings" all)
  (let ((finding (car (about "missing-section"))))
    (act "quickfix" "六、" (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding)))
  (wait "the finding to go" (lambda () (and (flymake-diagnostics) (null (about "missing-section")))))
  (let (last-command) (undo))
  (changed)
  (check (equal before (buffer-string)) "undo")
  (wait "the finding to come back" (lambda () (about "missing-section")))
  (act "source.fixAll.gaireport" "" (point-min) (point-max))
  (check (not (equal before (buffer-string))) "fix all")
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server))
  (message "passed"))
