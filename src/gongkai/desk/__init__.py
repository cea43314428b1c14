"""工作台：机关工作人员的网页入口。Urls, views, forms and templates; never a rule."""
